import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  maxQuestionsAtOnce,
  type QuestionAct,
  type QuestionState,
  questionStates,
  isPending,
  statesFor,
} from '@sammelan/shared/questions/questions.rules.js';
import { type EntityManager, In, Repository } from 'typeorm';
import { QuestionBoardRow } from './question-board.entity.js';
import { Question } from './question.entity.js';

export type NewQuestion = Pick<
  Question,
  'id' | 'rallyId' | 'authorId' | 'clientId' | 'authorName' | 'regionPath' | 'text'
>;

/** Somebody's support of a question, given or taken back. */
export interface Support {
  questionId: string;
  voter: string;
  support: boolean;
}

const pendingStates = questionStates.filter(isPending);

@Injectable()
export class QuestionsRepository {
  constructor(
    @InjectRepository(Question) private readonly questions: Repository<Question>,
    @InjectRepository(QuestionBoardRow) private readonly boards: Repository<QuestionBoardRow>,
  ) {}

  ofRally(rallyId: string): Promise<Question[]> {
    return this.questions.find({ where: { rallyId }, order: { askedAt: 'ASC' } });
  }

  board(rallyId: string): Promise<QuestionBoardRow | null> {
    return this.boards.findOneBy({ rallyId });
  }

  /** Rallies that have a question on screen. */
  async showing(): Promise<string[]> {
    const rows = await this.boards.createQueryBuilder('b').where('b.shownId is not null').getMany();
    return rows.map(({ rallyId }) => rallyId);
  }

  async setBoard(rallyId: string, change: Partial<Omit<QuestionBoardRow, 'rallyId'>>): Promise<void> {
    await this.boards.upsert({ rallyId, ...change }, ['rallyId']);
  }

  /**
   * Stores a question with its author's support. Under a client id that is known: the stored one. Null where the author has
   * `maxQuestionsAtOnce` pending already; two calls at once do not both slip in.
   */
  ask(question: NewQuestion): Promise<Question | null> {
    const { rallyId, authorId, clientId } = question;
    return this.questions.manager.transaction(async (db) => {
      await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`question ${rallyId} ${authorId}`]);
      const known = await db.findOneBy(Question, { rallyId, authorId, clientId });
      if (known) return known;
      const pending = await db.countBy(Question, { rallyId, authorId, state: In(pendingStates) });
      if (pending >= maxQuestionsAtOnce) return null;
      await db.insert(Question, { ...question, state: 'waiting', votes: 1, askedAt: () => 'clock_timestamp()' });
      await db.query('insert into question_votes (question_id, voter) values ($1, $2)', [question.id, authorId]);
      return db.findOneByOrFail(Question, { id: question.id });
    });
  }

  /** Does `act` where the question's state allows it; of two at once that exclude each other one wins. Null: it does not. */
  async move(id: string, act: QuestionAct, state: QuestionState): Promise<Question | null> {
    const { affected } = await this.questions.update({ id, state: In([...statesFor(act)]) }, { state });
    return affected === 1 ? this.questions.findOneBy({ id }) : null;
  }

  /** A written answer; without text it is being answered on the stage now. What is there of the other kind stays. */
  async answer(id: string, text?: string): Promise<Question | null> {
    const now = () => 'now()';
    const { affected } = await this.questions.update(
      { id, state: In([...statesFor('answer')]) },
      { state: 'answered', answeredAt: now, ...(text === undefined ? { moment: now } : { answer: text }) },
    );
    return affected === 1 ? this.questions.findOneBy({ id }) : null;
  }

  /** Puts a question and its supporters into another one. Null where one of them is no longer pending. */
  merge(id: string, intoId: string): Promise<{ gone: Question; kept: Question } | null> {
    return this.questions.manager.transaction(async (db) => {
      // In one order, so that two merges cannot wait for each other.
      const both = await db
        .createQueryBuilder(Question, 'q')
        .where('q.id in (:...ids)', { ids: [id, intoId] })
        .orderBy('q.id')
        .setLock('pessimistic_write')
        .getMany();
      const [gone, kept] = [both.find((one) => one.id === id), both.find((one) => one.id === intoId)];
      if (!gone || !kept || !isPending(gone.state) || !isPending(kept.state)) return null;
      await db.query(
        `insert into question_votes (question_id, voter) select $2, voter from question_votes where question_id = $1
         on conflict do nothing`,
        [id, intoId],
      );
      await db.update(Question, { mergedInto: id }, { mergedInto: intoId });
      await db.update(Question, { id }, { state: 'merged', mergedInto: intoId });
      await this.recount(db, intoId);
      return {
        gone: await db.findOneByOrFail(Question, { id }),
        kept: await db.findOneByOrFail(Question, { id: intoId }),
      };
    });
  }

  /**
   * Writes a batch of supports, none twice in it. Gives for each whether its question could be supported. The questions are
   * locked in one order, so that a merge sees all of a batch or nothing.
   */
  async support(batch: readonly Support[]): Promise<boolean[]> {
    const rows = await this.questions.query<{ nth: number }[]>(
      `with given as (
         select * from unnest($1::uuid[], $2::uuid[], $3::bool[]) with ordinality as g (question, voter, support, nth)
       ), taking as (
         select id from questions where id = any($1) and state = any($4) order by id for no key update
       ), added as (
         insert into question_votes (question_id, voter)
         select question, voter from given join taking on taking.id = question where support
         on conflict do nothing returning question_id
       ), taken as (
         delete from question_votes v using given g, taking t
         where t.id = g.question and not g.support and v.question_id = g.question and v.voter = g.voter
         returning v.question_id
       ), changes as (
         select question_id, sum(n)::int as n
         from (select question_id, 1 as n from added union all select question_id, -1 from taken) c group by 1
       ), counted as (
         update questions set votes = votes + n from changes where id = question_id
       )
       select nth::int from given join taking on taking.id = question`,
      [
        batch.map(({ questionId }) => questionId),
        batch.map(({ voter }) => voter),
        batch.map(({ support }) => support),
        statesFor('support'),
      ],
    );
    const done = new Set(rows.map(({ nth }) => nth));
    return batch.map((_, index) => done.has(index + 1));
  }

  /** The questions' supporters, by id. */
  async votes(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.questions.query<{ id: string; votes: number }[]>(
      'select id, votes from questions where id = any($1)',
      [ids],
    );
    return new Map(rows.map(({ id, votes }) => [id, votes]));
  }

  /** Which of these questions somebody supports. */
  async supportedBy(voter: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.questions.query<{ id: string }[]>(
      'select question_id as id from question_votes where voter = $1 and question_id = any($2)',
      [voter, ids],
    );
    return rows.map(({ id }) => id);
  }

  private async recount(db: EntityManager, id: string): Promise<void> {
    await db.query(
      'update questions set votes = (select count(*) from question_votes where question_id = $1) where id = $1',
      [id],
    );
  }
}
