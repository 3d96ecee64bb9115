import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One act of power. Rows are only ever added; the database refuses the rest. */
@Entity('audit')
export class AuditEntry {
  /** bigint: TypeORM gives it as a string. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq!: string;

  @Column('uuid')
  organisationId!: string;

  /** Null: an act on the whole organisation. */
  @Column('uuid', { nullable: true })
  rallyId!: string | null;

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at!: Date;

  /** Null: the server itself. */
  @Column('uuid', { nullable: true })
  actorId!: string | null;

  /** As they were called at the time. */
  @Column('text')
  actorName!: string;

  @Column('text')
  action!: string;

  @Column('text')
  subject!: string;

  @Column('jsonb')
  details!: object;

  /** SHA-256 over the hash of the row before and this row's content; the database computes it. */
  @Column({ type: 'bytea', insert: false, update: false })
  hash!: Buffer;
}
