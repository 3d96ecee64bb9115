import { AppError, type WireError } from '@sammelan/shared/contract/errors.js';

/** An error from the wire as one that can be thrown. */
export const fromWire = ({ code, message, ...details }: WireError): AppError => new AppError(code, message, details);

/** What a refused request says: the server's `{ error }`, or `unavailable` where a proxy answered in its stead. */
export async function responseError(response: Response): Promise<AppError> {
  const body = (await response.json().catch(() => null)) as { error?: WireError } | null;
  return body?.error?.code
    ? fromWire(body.error)
    : new AppError('unavailable', `The server answered ${response.status}.`);
}
