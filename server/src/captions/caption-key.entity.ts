import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Lets a captioner outside write captions in one rally, without a session. */
@Entity('caption_keys')
export class CaptionKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  @Column('text')
  label!: string;

  @Column('text')
  language!: SpokenLanguage;

  /** SHA-256 of the key; it has 256 random bits, so nothing slower is needed. */
  @Column('bytea')
  keyHash!: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
