import { AppError } from '@sammelan/shared/contract/errors.js';

export class SlideLimitError extends AppError {
  constructor(max: number) {
    super('slide-limit', `There are ${max} slides already. Take one away first.`, { data: { max } });
  }
}
