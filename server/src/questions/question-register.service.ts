import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../access/access.errors.js';
import type { Question } from './question.entity.js';
import { QuestionsRepository } from './questions.repository.js';

/** A rally's questions in memory. */
export interface QuestionBoard {
  readonly questions: Map<string, Question>;
  open: boolean;
  shownId: string | null;
}

/** Questions of the rallies that somebody looks at, in memory: lists for ten thousand viewers cost no query. */
@Injectable()
export class QuestionRegister {
  private readonly boards = new Map<string, Promise<QuestionBoard>>();
  private readonly loaded = new Map<string, QuestionBoard>();

  constructor(private readonly repository: QuestionsRepository) {}

  board(rallyId: string): Promise<QuestionBoard> {
    const known = this.boards.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    this.boards.set(rallyId, loading);
    loading.catch(() => this.boards.delete(rallyId));
    return loading;
  }

  /** The same without a wait, where it is in memory. */
  find(rallyId: string): QuestionBoard | null {
    return this.loaded.get(rallyId) ?? null;
  }

  /** @throws NotFoundError also where the question is another rally's */
  async get(rallyId: string, questionId: string): Promise<Question> {
    const question = (await this.board(rallyId)).questions.get(questionId);
    if (!question) throw new NotFoundError('question');
    return question;
  }

  /** Takes in what was stored. */
  async put(...questions: Question[]): Promise<void> {
    for (const question of questions) {
      const board = await this.board(question.rallyId);
      board.questions.set(question.id, question);
    }
  }

  private async load(rallyId: string): Promise<QuestionBoard> {
    const [row, questions] = await Promise.all([this.repository.board(rallyId), this.repository.ofRally(rallyId)]);
    const board: QuestionBoard = {
      questions: new Map(questions.map((question) => [question.id, question])),
      open: row?.open ?? true,
      shownId: row?.shownId ?? null,
    };
    this.loaded.set(rallyId, board);
    return board;
  }
}
