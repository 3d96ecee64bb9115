import { AppError, type ErrorCode } from '@sammelan/shared/contract/errors.js';
import i18next from 'i18next';

/** The code of whatever was thrown; what we did not foresee is `internal`. */
export const errorCode = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal');

/** What happened and what to do, in the reader's language. The server's own words never reach the page. */
export function errorText(error: unknown): string {
  const data = error instanceof AppError ? error.details.data : undefined;
  return i18next.t(`errors:${errorCode(error)}`, { seconds: 0, minutes: 0, left: 0, most: 0, ...data });
}
