import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A room's counter, which is also the lock that messages of the room queue for, and its pin. */
@Entity('chat_rooms')
export class ChatRoomRow {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('bigint', { transformer: { to: (seq: number) => seq, from: Number } })
  lastSeq!: number;

  @Column('uuid', { nullable: true })
  pinnedId!: string | null;
}
