/** How often those that have expired by themselves are let go. */
const sweepMs = 60_000;

/** Challenges that were answered, as long as they are in force: an answer that was overheard is of no use. */
export class UsedChallenges {
  private readonly endsAt = new Map<string, number>();
  private sweptAt = 0;

  /** False where the challenge was used before. Times in ms since the epoch. */
  use({ id, endsAt }: { id: string; endsAt: number }, now: number): boolean {
    if (now - this.sweptAt > sweepMs) this.sweep(now);
    if (this.endsAt.has(id)) return false;
    this.endsAt.set(id, endsAt);
    return true;
  }

  has(id: string): boolean {
    return this.endsAt.has(id);
  }

  private sweep(now: number): void {
    this.sweptAt = now;
    for (const [id, endsAt] of this.endsAt) if (endsAt < now) this.endsAt.delete(id);
  }
}
