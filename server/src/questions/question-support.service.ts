import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { QuestionSupportView, SupportQuestionDto } from '@sammelan/shared/questions/questions.dto.js';
import { mayAct } from '@sammelan/shared/questions/questions.rules.js';
import type { RallyCaller } from '../access/caller.js';
import { Batcher } from '../database/batcher.js';
import { retrying } from '../database/retrying.js';
import { Paced } from '../realtime/paced.js';
import { QuestionNews } from './question-news.service.js';
import { QuestionRegister } from './question-register.service.js';
import { QuestionTransitionError } from './questions.errors.js';
import { QuestionsRepository, type Support } from './questions.repository.js';

/** Counts are read by people. */
const tellEveryMs = 1000;
const maxBatch = 500;
/** A person waits this long for a database that is away. */
const patienceMs = 8000;

interface Counting {
  readonly changed: Set<string>;
  readonly paced: Paced;
}

/** Who wants which question answered: stored in batches, counted from the rows, told at most once a second. */
@Injectable()
export class QuestionSupport implements OnApplicationShutdown {
  private readonly logger = new Logger(QuestionSupport.name);
  private readonly counting = new Map<string, Counting>();
  private readonly batcher: Batcher<Support, boolean>;

  constructor(
    private readonly repository: QuestionsRepository,
    private readonly register: QuestionRegister,
    private readonly news: QuestionNews,
  ) {
    const write = retrying((batch: Support[]) => this.repository.support(batch), { patienceMs });
    this.batcher = new Batcher((batch) => this.store(batch, write), { maxBatch, lanes: 1 });
  }

  onApplicationShutdown(): void {
    for (const { paced } of this.counting.values()) paced.stop();
  }

  /** Resolves once it is stored; saying the same twice is harmless. @throws QuestionTransitionError, NotFoundError */
  async support(caller: RallyCaller, { questionId, support }: SupportQuestionDto): Promise<QuestionSupportView> {
    const { rallyId, identityId: voter } = caller;
    const question = await this.register.get(rallyId, questionId);
    if (!mayAct(question.state, 'support') || !(await this.batcher.add({ questionId, voter, support })))
      throw new QuestionTransitionError(question.state);
    this.touch(rallyId, questionId);
    return { questionId, support };
  }

  /** A batch holds each person's last word on a question once; those before it share its fate. */
  private async store(batch: Support[], write: (batch: Support[]) => Promise<boolean[]>): Promise<boolean[]> {
    const keyOf = ({ questionId, voter }: Support) => `${questionId} ${voter}`;
    const last = new Map(batch.map((support) => [keyOf(support), support]));
    const done = await write([...last.values()]);
    const fates = new Map([...last.keys()].map((key, index) => [key, done[index] ?? false]));
    return batch.map((support) => fates.get(keyOf(support)) ?? false);
  }

  private touch(rallyId: string, questionId: string): void {
    let counting = this.counting.get(rallyId);
    if (!counting) {
      counting = { changed: new Set(), paced: new Paced(() => this.tell(rallyId), tellEveryMs) };
      this.counting.set(rallyId, counting);
    }
    counting.changed.add(questionId);
    counting.paced.request();
  }

  private async tell(rallyId: string): Promise<void> {
    const changed = this.counting.get(rallyId)?.changed;
    if (!changed) return;
    const ids = [...changed];
    changed.clear();
    try {
      const votes = await this.repository.votes(ids);
      const { questions } = await this.register.board(rallyId);
      const counts = [...votes].map(([questionId, count]) => ({ questionId, votes: count }));
      for (const { questionId, votes: count } of counts) {
        const question = questions.get(questionId);
        if (question) question.votes = count;
      }
      this.news.counted(rallyId, counts);
    } catch (error) {
      this.logger.warn({ message: 'supporters not counted', rallyId, err: error as Error });
      for (const id of ids) this.touch(rallyId, id);
    }
  }
}
