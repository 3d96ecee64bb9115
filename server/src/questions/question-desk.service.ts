import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isWithin } from '@sammelan/shared/access/access.rules.js';
import type { AuditAction } from '@sammelan/shared/audit/audit.dto.js';
import type { QuestionQueueView, QuestionView } from '@sammelan/shared/questions/questions.dto.js';
import { isPublic, mayAct, mayAskIn } from '@sammelan/shared/questions/questions.rules.js';
import { ForbiddenError } from '../access/access.errors.js';
import type { RallyCaller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Connections } from '../realtime/connections.js';
import { QuestionNews } from './question-news.service.js';
import { QuestionRegister } from './question-register.service.js';
import type { Question } from './question.entity.js';
import { QuestionTransitionError } from './questions.errors.js';
import { QuestionsRepository } from './questions.repository.js';

/** What organisers do with questions: moderators those of their own regions, producers the screen. */
@Injectable()
export class QuestionDesk implements OnModuleInit {
  constructor(
    private readonly repository: QuestionsRepository,
    private readonly register: QuestionRegister,
    private readonly news: QuestionNews,
    private readonly rallies: RalliesService,
    private readonly connections: Connections,
    private readonly audit: AuditService,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const rallyId of await this.repository.showing()) await this.register.board(rallyId);
    this.connections.onEntered((socket) => {
      const board = this.register.find(socket.data.rallyId);
      const question = board?.shownId && board.questions.get(board.shownId);
      if (question) socket.emit('question:shown', { question: this.news.view(question) });
    });
    this.rallies.onMoved(async ({ id, state }) => {
      if (!mayAskIn(state)) await this.takeDown(id);
    });
  }

  /** Every question that was not withdrawn, of the caller's regions and of `regionPath`, in the order they were asked. */
  async queue(caller: RallyCaller, regionPath = '/'): Promise<QuestionQueueView> {
    const { questions, open, shownId } = await this.register.board(caller.rallyId);
    const views: QuestionView[] = [];
    for (const question of questions.values()) {
      if (question.state === 'withdrawn' || !isWithin(regionPath, question.regionPath ?? '/')) continue;
      if (await this.news.mayModerate(caller, question)) views.push(this.news.view(question));
    }
    return { open, shownId, questions: views };
  }

  /** @throws NotFoundError, ForbiddenError, QuestionTransitionError; so do the acts below */
  approve(caller: RallyCaller, questionId: string): Promise<QuestionView> {
    return this.act(caller, questionId, 'question.approve', () =>
      this.repository.move(questionId, 'approve', 'listed'),
    );
  }

  dismiss(caller: RallyCaller, questionId: string): Promise<QuestionView> {
    const move = () => this.repository.move(questionId, 'dismiss', 'dismissed');
    return this.act(caller, questionId, 'question.dismiss', move);
  }

  answer(caller: RallyCaller, questionId: string, text?: string): Promise<QuestionView> {
    const action = text === undefined ? 'question.answer-live' : 'question.answer';
    return this.act(caller, questionId, action, () => this.repository.answer(questionId, text));
  }

  /** Puts a question into another one that asks the same; the caller moderates both. Gives the one that stays. */
  async merge(caller: RallyCaller, questionId: string, intoId: string): Promise<QuestionView> {
    const before = await this.demand(caller, questionId);
    const into = await this.demand(caller, intoId);
    if (!mayAct(before.state, 'merge') || questionId === intoId) throw new QuestionTransitionError(before.state);
    const merged = await this.repository.merge(questionId, intoId);
    if (!merged) throw new QuestionTransitionError(into.state);
    const { gone, kept } = merged;
    const board = await this.register.board(caller.rallyId);
    for (const one of board.questions.values()) if (one.mergedInto === questionId) one.mergedInto = intoId;
    await this.settle(into, kept);
    await this.settle(before, gone);
    await this.record(caller, 'question.merge', kept, { questionId, intoId });
    return this.news.view(kept);
  }

  /** Puts a question on screen over the programme; null takes it off. */
  async show(caller: RallyCaller, questionId: string | null): Promise<void> {
    if (questionId === null) return this.takeDown(caller.rallyId);
    const question = await this.register.get(caller.rallyId, questionId);
    if (!mayAct(question.state, 'show')) throw new QuestionTransitionError(question.state);
    await this.screen(caller.rallyId, question);
    await this.record(caller, 'question.show', question, { questionId });
  }

  async configure(caller: RallyCaller, open: boolean): Promise<void> {
    const board = await this.register.board(caller.rallyId);
    await this.repository.setBoard(caller.rallyId, { open });
    board.open = open;
    this.news.configured(caller.rallyId, open);
    const action = open ? 'question.open' : 'question.close';
    await this.audit.record({ actor: caller, action, subject: '', details: {}, rallyId: caller.rallyId });
  }

  /** What was stored takes effect: in memory, for those who look, and on screen. */
  async settle(before: Question, after: Question): Promise<void> {
    const { shownId } = await this.register.board(after.rallyId);
    await this.register.put(after);
    await this.news.changed(after, isPublic(before.state));
    if (shownId !== after.id) return;
    if (mayAct(after.state, 'show')) this.news.shown(after.rallyId, after);
    else await this.takeDown(after.rallyId);
  }

  private async act(
    caller: RallyCaller,
    questionId: string,
    action: AuditAction,
    store: () => Promise<Question | null>,
  ): Promise<QuestionView> {
    const before = await this.demand(caller, questionId);
    const after = await store();
    if (!after) throw new QuestionTransitionError(before.state);
    await this.settle(before, after);
    await this.record(caller, action, after, { questionId });
    return this.news.view(after);
  }

  private async demand(caller: RallyCaller, questionId: string): Promise<Question> {
    const question = await this.register.get(caller.rallyId, questionId);
    if (!(await this.news.mayModerate(caller, question))) throw new ForbiddenError();
    return question;
  }

  private async takeDown(rallyId: string): Promise<void> {
    if ((await this.register.board(rallyId)).shownId !== null) await this.screen(rallyId, null);
  }

  private async screen(rallyId: string, question: Question | null): Promise<void> {
    const board = await this.register.board(rallyId);
    const shownId = question?.id ?? null;
    await this.repository.setBoard(rallyId, { shownId });
    board.shownId = shownId;
    this.news.shown(rallyId, question);
  }

  private record(
    caller: RallyCaller,
    action: AuditAction,
    question: Question,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ actor: caller, action, subject: question.text, details, rallyId: caller.rallyId });
  }
}
