import type { Role } from '@sammelan/shared/access/access.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One message. Never deleted: a removed one keeps its place and loses its text. */
@Entity('chat_messages')
export class ChatMessage {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  /** `/` for the rally's room, a region's path for a region's. */
  @Column('text')
  roomKey!: string;

  /** From 1 on, without gaps, in each room. */
  @Column('bigint', { transformer: { to: (seq: number) => seq, from: Number } })
  seq!: number;

  @Column('uuid')
  authorId!: string;

  @Column('uuid')
  deviceId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text', { nullable: true })
  authorName!: string | null;

  @Column('text', { nullable: true })
  authorRole!: Role | null;

  /** Where the author said they are from when they wrote it. */
  @Column('text', { nullable: true })
  regionPath!: string | null;

  @Column('text')
  text!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;

  @Column('uuid', { nullable: true })
  removedBy!: string | null;
}
