import { AppError } from '@sammelan/shared/contract/errors.js';

export class BoothFullError extends AppError {
  constructor() {
    super('booth-full', 'Every place in this booth is taken.');
  }
}

export class BoothMissingError extends AppError {
  constructor() {
    super('booth-missing', 'You have no place in a booth now.');
  }
}

export class BoothLanguageError extends AppError {
  constructor(language: string) {
    super('booth-language', 'Your invitation is for another language.', { data: { language } });
  }
}
