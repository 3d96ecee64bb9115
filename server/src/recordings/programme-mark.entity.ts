import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A moment at which other people came on air. */
@Entity('programme_marks')
export class ProgrammeMark {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @PrimaryColumn('timestamptz')
  at!: Date;

  /** Their names; none: the slate. */
  @Column('text', { array: true })
  speakers!: string[];
}
