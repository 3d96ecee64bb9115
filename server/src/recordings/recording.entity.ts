import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was decided about a rally's recording; what there is of it, the disk says. */
@Entity('recordings')
export class Recording {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @Column('timestamptz', { default: () => 'now()' })
  startedAt!: Date;

  /** When its last segment was in order; null while it may grow. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  /** What is shown of it; null: as far as there is something. */
  @Column('timestamptz', { nullable: true })
  trimFrom!: Date | null;

  @Column('timestamptz', { nullable: true })
  trimTo!: Date | null;

  /** What is left of it since a trim was confirmed. */
  @Column('timestamptz', { nullable: true })
  keptFrom!: Date | null;

  @Column('timestamptz', { nullable: true })
  keptTo!: Date | null;

  @Column('timestamptz', { nullable: true })
  deleteOn!: Date | null;

  /** When its organisers were told that it is to be deleted. */
  @Column('timestamptz', { nullable: true })
  warnedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  deletedAt!: Date | null;
}
