import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A rally's settings for questions, where they are not the usual ones. */
@Entity('question_boards')
export class QuestionBoardRow {
  @PrimaryColumn('uuid')
  rallyId!: string;

  @Column('boolean')
  open!: boolean;

  /** The question on screen. */
  @Column('uuid', { nullable: true })
  shownId!: string | null;
}
