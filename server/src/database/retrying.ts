import { setTimeout } from 'node:timers/promises';
import { AppError } from '@sammelan/shared/contract/errors.js';

/** SQLSTATEs after which the same transaction may well succeed: serialisation failure, deadlock. */
const transientStates = ['40001', '40P01'];
const maxTransientTries = 5;

/** SQLSTATEs of a server that goes down, comes up, or has no connection to spare; besides class 08. */
const awayStates = ['57P01', '57P02', '57P03', '53300'];

/** Waits between two tries while the database is away: people are to be served within seconds of its return. */
const firstWaitMs = 50;
const maxWaitMs = 500;

export interface RetryOptions {
  /** How long whoever waits for the answer is kept waiting while the database is away. */
  patienceMs: number;
  /** Further SQLSTATEs after which to try again at once. */
  againOn?: readonly string[];
}

/**
 * Makes a write outlast a database that is away, and races that the next try settles. The outcome of a try that lost its
 * connection is unknown, so `write` must be harmless when repeated.
 * @throws AppError `unavailable` once patience is over; what `write` threw otherwise
 */
export function retrying<Input, Output>(
  write: (input: Input) => Promise<Output>,
  { patienceMs, againOn = [] }: RetryOptions,
): (input: Input) => Promise<Output> {
  const again = [...transientStates, ...againOn];
  return async (input) => {
    const deadline = performance.now() + patienceMs;
    let waitMs = firstWaitMs;
    for (let tries = 1; ; tries += 1) {
      try {
        return await write(input);
      } catch (error) {
        const state = sqlState(error);
        if (state !== null && again.includes(state) && tries < maxTransientTries) continue;
        if (!isAway(error, state)) throw error;
        if (performance.now() + waitMs > deadline) {
          throw new AppError('unavailable', 'This cannot be stored right now. Please try again.');
        }
        await setTimeout(waitMs);
        waitMs = Math.min(maxWaitMs, waitMs * 2);
      }
    }
  };
}

/** The five characters of PostgreSQL's error code; null where the error is none of PostgreSQL's. */
function sqlState(error: unknown): string | null {
  const { driverError, code } = error as { driverError?: { code?: unknown }; code?: unknown };
  const found = driverError ? driverError.code : code;
  // System errors may have five letters too (EPIPE), but no digit.
  return typeof found === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(found) ? found : null;
}

/** Whether the database is gone for now, rather than of another opinion. A lost connection is told by words alone. */
function isAway(error: unknown, state: string | null): boolean {
  if (state !== null) return state.startsWith('08') || awayStates.includes(state);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && /^E[A-Z]+$/.test(code)) || /connection|terminated|connect/i.test(String(message));
}
