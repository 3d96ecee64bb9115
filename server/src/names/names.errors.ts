import { AppError } from '@sammelan/shared/contract/errors.js';

/** Holds signs that no name holds, mixes scripts within a word, or is too short or long once they are gone. */
export class NameUnusableError extends AppError {
  constructor() {
    super(
      'name-unusable',
      'Use 2 to 40 letters, digits, spaces, full stops, hyphens and apostrophes; one script a word.',
    );
  }
}

/** Looks like a speaker's, an organiser's or the organisation's. */
export class NameReservedError extends AppError {
  constructor() {
    super('name-reserved', 'This name looks like that of a speaker, an organiser or the organisation.');
  }
}
