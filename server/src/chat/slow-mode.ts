import { slowModeWaitMs } from '@sammelan/shared/chat/chat.rules.js';

interface LastSent {
  clientId: string;
  at: number;
}

/** Beyond so many people, those whose wait is over are forgotten. */
const sweepAbove = 5000;
export const longestWaitMs = 300_000;

/** Who sent when, for slow mode. A retry of the same message never waits. Times are milliseconds of any one clock. */
export class SlowMode {
  private readonly lastSent = new Map<string, LastSent>();

  /** Takes the person's turn and gives 0; or, where it is not their turn yet, milliseconds until it is. */
  take(person: string, clientId: string, slowSeconds: number, now: number): number {
    const last = this.lastSent.get(person);
    if (last?.clientId === clientId) return 0;
    const waitMs = slowModeWaitMs(last?.at, slowSeconds, now);
    if (waitMs > 0) return waitMs;
    if (this.lastSent.size > sweepAbove) this.sweep(now);
    this.lastSent.set(person, { clientId, at: now });
    return 0;
  }

  /** Takes up a turn from before a restart; what was sent since counts before it. */
  resume(person: string, clientId: string, at: number): void {
    if (!this.lastSent.has(person)) this.lastSent.set(person, { clientId, at });
  }

  /** The message was not stored after all: the turn is still theirs. */
  giveBack(person: string, clientId: string): void {
    if (this.lastSent.get(person)?.clientId === clientId) this.lastSent.delete(person);
  }

  private sweep(now: number): void {
    for (const [person, { at }] of this.lastSent) if (now - at > longestWaitMs) this.lastSent.delete(person);
  }
}
