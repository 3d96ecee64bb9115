import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignInWaitError } from './accounts.errors.js';
import { SignInTriesRepository } from './sign-in-tries.repository.js';

/**
 * Slows down whoever guesses, by the name that is tried and not by the address it comes from: carriers put thousands behind
 * one. The owner of a name under attack has passkeys, which nobody guesses and nothing slows down. Kept in the database, so
 * that neither a restart nor a second process gives anybody further tries.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly repository: SignInTriesRepository) {}

  /** Counts a try as wrong until `right` says otherwise, so that many at once are many. @throws SignInWaitError */
  async begin(name: string): Promise<void> {
    const waitMs = await this.repository.begin(hashOf(name));
    if (waitMs > 0) throw new SignInWaitError(waitMs);
  }

  async right(name: string): Promise<void> {
    await this.repository.forget(hashOf(name));
  }
}

/** Some type their password where the login goes: what is stored is not to be read. */
const hashOf = (name: string): Buffer => createHash('sha256').update(name).digest();
