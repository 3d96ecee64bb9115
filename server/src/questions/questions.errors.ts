import { AppError } from '@sammelan/shared/contract/errors.js';
import { maxQuestionsAtOnce, type QuestionState } from '@sammelan/shared/questions/questions.rules.js';

export class QuestionsClosedError extends AppError {
  constructor() {
    super('questions-closed', 'Questions are not taken now.');
  }
}

export class QuestionLimitError extends AppError {
  constructor() {
    const max = maxQuestionsAtOnce;
    super('question-limit', `You have ${max} questions open. Withdraw one, or wait for an answer.`, { data: { max } });
  }
}

export class QuestionTransitionError extends AppError {
  constructor(from: QuestionState) {
    super('question-transition', `This cannot be done with a question that is ${from}.`, { data: { from } });
  }
}
