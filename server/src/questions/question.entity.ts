import type { QuestionState } from '@sammelan/shared/questions/questions.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One question. Never deleted: what became of it is a state. */
@Entity('questions')
export class Question {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  rallyId!: string;

  @Column('uuid')
  authorId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text', { nullable: true })
  authorName!: string | null;

  /** Where the author said they are from when they asked. */
  @Column('text', { nullable: true })
  regionPath!: string | null;

  @Column('text')
  text!: string;

  @Column('text')
  state!: QuestionState;

  /** Rows in `question_votes`; written in the same statement as they. */
  @Column('int')
  votes!: number;

  @Column('timestamptz')
  askedAt!: Date;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** When the answer on the stage began. */
  @Column('timestamptz', { nullable: true })
  moment!: Date | null;

  @Column('uuid', { nullable: true })
  mergedInto!: string | null;
}
