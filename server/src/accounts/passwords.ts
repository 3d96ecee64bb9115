import { hash, verify } from '@node-rs/argon2';
import { RateLimitedError } from '../access/access.errors.js';

/** OWASP's Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash takes a core for some 30 ms: those who guess must not take them from the rally. */
const atOnce = 2;
const inLine = 100;

/** Hashes and checks passwords, a few at a time. */
export class Passwords {
  private busy = 0;
  private readonly line: (() => void)[] = [];
  private decoy: Promise<string> | null = null;

  /** The argon2id hash, with its salt and cost in it. @throws RateLimitedError where too many are in line */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), cost));
  }

  /** Whether the password is the hash's. Without a hash it takes as long, and is not. */
  async matches(passwordHash: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('a decoy');
    const against = passwordHash ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password.normalize('NFKC')));
    return matches && passwordHash !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.line.length >= inLine) throw new RateLimitedError(5);
    if (this.busy >= atOnce) await new Promise<void>((resolve) => this.line.push(resolve));
    this.busy += 1;
    try {
      return await work();
    } finally {
      this.busy -= 1;
      this.line.shift()?.();
    }
  }
}
