/** Wrong tries that cost nothing: people mistype. */
const freeTries = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
/** Beyond this many names under attack, those tried longest ago are forgotten. */
const keptNames = 20_000;

interface Tries {
  wrong: number;
  until: number;
}

/**
 * Slows down whoever guesses, by the name that is tried and not by the address it comes from: carriers put thousands behind
 * one. The owner of a name under attack has passkeys, which nobody guesses and nothing slows down.
 */
export class SignInThrottle {
  private readonly names = new Map<string, Tries>();

  /** Milliseconds to wait before the next try; 0: now. Times in ms. */
  waitMs(name: string, now: number): number {
    return Math.max(0, (this.names.get(name)?.until ?? 0) - now);
  }

  /** A try is under way: counted as wrong until `right` says otherwise, so that many at once are many. */
  begin(name: string, now: number): void {
    const wrong = (this.names.get(name)?.wrong ?? 0) + 1;
    const over = wrong - freeTries;
    const until = over < 0 ? 0 : now + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(over, 10));
    this.names.delete(name);
    this.names.set(name, { wrong, until });
    const [oldest] = this.names.keys();
    if (this.names.size > keptNames && oldest !== undefined) this.names.delete(oldest);
  }

  right(name: string): void {
    this.names.delete(name);
  }
}
