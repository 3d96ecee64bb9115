import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the desk has set for the chat of a rally; the audience is the rally's own. */
@Entity('chat_settings')
export class ChatSettingsRow {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @Column('int')
  slowSeconds!: number;

  @Column('boolean')
  paused!: boolean;

  @Column('boolean')
  linksAllowed!: boolean;
}
