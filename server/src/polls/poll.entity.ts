import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { ResultsMode } from '@sammelan/shared/polls/polls.dto.js';
import type { PollKind, PollState } from '@sammelan/shared/polls/polls.rules.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('polls')
export class Poll {
  @PrimaryColumn('uuid')
  id!: string;

  /** The database's short name for it, in ballots and tallies. */
  @Column({ type: 'int', insert: false, update: false })
  number!: number;

  @Column('uuid')
  rallyId!: string;

  @Column('text')
  kind!: PollKind;

  @Column('text')
  state!: PollState;

  @Column('jsonb')
  question!: LocalText;

  /** Empty for a rating. */
  @Column('jsonb')
  options!: LocalText[];

  @Column('int')
  maxChoices!: number;

  @Column('text')
  results!: ResultsMode;

  /** Whether a voter may cast another ballot in place of their own. */
  @Column('boolean')
  changeable!: boolean;

  @Column('boolean')
  votingIntention!: boolean;

  @Column('int', { nullable: true })
  seconds!: number | null;

  @Column({ type: 'timestamptz', insert: false, update: false })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  openedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closesAt!: Date | null;

  /** For how long after that ballots of viewers who are behind are taken. */
  @Column({ type: 'int', insert: false, update: false })
  lateMs!: number;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  /** Since when the key between its voters and ballots is destroyed. */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  unlinkedAt!: Date | null;
}
