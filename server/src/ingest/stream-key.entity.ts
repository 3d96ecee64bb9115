import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an encoder shows to send as a speaker. Only its hash is kept. */
@Entity('stream_keys')
export class StreamKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  @Column('uuid')
  identityId!: string;

  /** What the speaker is called on the stage. */
  @Column('text')
  name!: string;

  /** SHA-256: a key is 192 random bits, which no dictionary holds. */
  @Column('bytea')
  hash!: Buffer;

  @Column('text')
  tail!: string;

  /** The role that was given for this key's sake, to somebody who has no other way in; null where they had it. */
  @Column('uuid', { nullable: true })
  grantId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
