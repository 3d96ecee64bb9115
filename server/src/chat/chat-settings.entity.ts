import type { ConfigureChatDto } from '@sammelan/shared/chat/chat.dto.js';
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

  @Column('boolean')
  holdAll!: boolean;

  @Column('boolean')
  holdLinks!: boolean;

  @Column('boolean')
  regionOnly!: boolean;

  @Column('boolean')
  regionRoomsPaused!: boolean;

  @Column('int')
  delaySeconds!: number;

  /** While the shield is up: what it has changed, as it was before. */
  @Column('jsonb', { nullable: true })
  shield!: ConfigureChatDto | null;
}
