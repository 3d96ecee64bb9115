import { Injectable } from '@nestjs/common';
import { isWithin } from '@sammelan/shared/access/access.rules.js';
import { tidyText } from '@sammelan/shared/chat/chat.rules.js';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import type { AskQuestionDto, QuestionsView, QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { byWish, isPublic, mayAskIn, questionPage } from '@sammelan/shared/questions/questions.rules.js';
import { v7 as uuid } from 'uuid';
import { NotFoundError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { ChatService } from '../chat/chat.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { QuestionDesk } from './question-desk.service.js';
import { QuestionNews } from './question-news.service.js';
import { QuestionRegister } from './question-register.service.js';
import { QuestionLimitError, QuestionsClosedError, QuestionTransitionError } from './questions.errors.js';
import { QuestionsRepository } from './questions.repository.js';

/** What citizens do with questions. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly repository: QuestionsRepository,
    private readonly register: QuestionRegister,
    private readonly desk: QuestionDesk,
    private readonly news: QuestionNews,
    private readonly chat: ChatService,
    private readonly rallies: RalliesService,
  ) {}

  /** What everyone sees, of a region's subtree if one is named, the most wanted first; and the caller's own, whatever became of them. */
  async list({ rallyId, identityId }: RallyCaller, regionPath = '/'): Promise<QuestionsView> {
    const { questions, open, shownId } = await this.register.board(rallyId);
    const all = [...questions.values()];
    const seen = all
      .filter((one) => isPublic(one.state) && isWithin(regionPath, one.regionPath ?? '/'))
      .map((one) => this.news.view(one))
      .sort(byWish)
      .slice(0, questionPage);
    const listed = new Set(seen.map(({ id }) => id));
    const own = all.filter(({ id, authorId }) => authorId === identityId && !listed.has(id));
    const supported = await this.repository.supportedBy(identityId, [...listed]);
    return { open, shownId, questions: [...seen, ...own.map((one) => this.news.view(one))], supported };
  }

  /**
   * Resolves once it is stored; a retry under the same client id gives the stored one.
   * @throws QuestionsClosedError, QuestionLimitError, and what the chat says to whoever may not write
   */
  async ask(caller: RallyCaller, { clientId, text: raw }: AskQuestionDto): Promise<QuestionView> {
    const text = tidyText(raw);
    if (text === '') throw new PayloadError({ text: ['must not be empty'] });
    const { rallyId, identityId: authorId, name: authorName, region } = caller;
    const { open } = await this.register.board(rallyId);
    if (!open || !mayAskIn((await this.rallies.get(rallyId)).state)) throw new QuestionsClosedError();
    await this.chat.demandVoice(caller);
    const regionPath = region?.path ?? null;
    const question = await this.repository.ask({
      id: uuid(),
      rallyId,
      authorId,
      clientId,
      authorName,
      regionPath,
      text,
    });
    if (!question) throw new QuestionLimitError();
    await this.register.put(question);
    await this.news.changed(question, false);
    return this.news.view(question);
  }

  /** @throws NotFoundError where it is somebody else's; QuestionTransitionError */
  async withdraw({ rallyId, identityId }: RallyCaller, questionId: string): Promise<QuestionView> {
    const before = await this.register.get(rallyId, questionId);
    if (before.authorId !== identityId) throw new NotFoundError('question');
    const after = await this.repository.move(questionId, 'withdraw', 'withdrawn');
    if (!after) throw new QuestionTransitionError(before.state);
    await this.desk.settle(before, after);
    return this.news.view(after);
  }
}
