import { Injectable } from '@nestjs/common';
import type {
  AnswerQuestionDto,
  AskQuestionDto,
  ConfigureQuestionsDto,
  ListQuestionsDto,
  MergeQuestionDto,
  QuestionIdDto,
  QuestionQueueView,
  QuestionsView,
  QuestionSupportView,
  QuestionView,
  ShowQuestionDto,
  SupportQuestionDto,
} from '@sammelan/shared/questions/questions.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import { rooms } from '../realtime/rooms.js';
import type { AppSocket } from '../realtime/socket.js';
import { QuestionDesk } from './question-desk.service.js';
import { QuestionSupport } from './question-support.service.js';
import { QuestionsService } from './questions.service.js';

type Nothing = Record<string, never>;

@Injectable()
export class QuestionsGateway {
  constructor(
    private readonly questions: QuestionsService,
    private readonly supporters: QuestionSupport,
    private readonly desk: QuestionDesk,
  ) {}

  @OnCommand('question:list', 'question.read')
  list(socket: AppSocket, { regionPath }: ListQuestionsDto): Promise<QuestionsView> {
    // First in, then the view: whatever changes from here on is told.
    void socket.join(rooms.questions(socket.data.rallyId));
    return this.questions.list(socket.data, regionPath);
  }

  @OnCommand('question:ask', 'question.ask')
  ask({ data }: AppSocket, dto: AskQuestionDto): Promise<QuestionView> {
    return this.questions.ask(data, dto);
  }

  @OnCommand('question:withdraw', 'question.ask')
  withdraw({ data }: AppSocket, { questionId }: QuestionIdDto): Promise<QuestionView> {
    return this.questions.withdraw(data, questionId);
  }

  @OnCommand('question:support', 'question.ask')
  support({ data }: AppSocket, dto: SupportQuestionDto): Promise<QuestionSupportView> {
    return this.supporters.support(data, dto);
  }

  @OnCommand('question:queue', 'question.moderate')
  queue({ data }: AppSocket, { regionPath }: ListQuestionsDto): Promise<QuestionQueueView> {
    return this.desk.queue(data, regionPath);
  }

  @OnCommand('question:approve', 'question.moderate')
  approve({ data }: AppSocket, { questionId }: QuestionIdDto): Promise<QuestionView> {
    return this.desk.approve(data, questionId);
  }

  @OnCommand('question:dismiss', 'question.moderate')
  dismiss({ data }: AppSocket, { questionId }: QuestionIdDto): Promise<QuestionView> {
    return this.desk.dismiss(data, questionId);
  }

  @OnCommand('question:merge', 'question.moderate')
  merge({ data }: AppSocket, { questionId, intoId }: MergeQuestionDto): Promise<QuestionView> {
    return this.desk.merge(data, questionId, intoId);
  }

  @OnCommand('question:answer', 'question.moderate')
  answer({ data }: AppSocket, { questionId, text }: AnswerQuestionDto): Promise<QuestionView> {
    return this.desk.answer(data, questionId, text);
  }

  @OnCommand('question:show', 'question.direct')
  async show({ data }: AppSocket, { questionId }: ShowQuestionDto): Promise<Nothing> {
    await this.desk.show(data, questionId);
    return {};
  }

  @OnCommand('question:configure', 'question.direct')
  async configure({ data }: AppSocket, { open }: ConfigureQuestionsDto): Promise<Nothing> {
    await this.desk.configure(data, open);
    return {};
  }
}
