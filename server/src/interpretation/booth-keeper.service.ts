import { Injectable } from '@nestjs/common';
import type { Booth } from './booth.js';
import type { StoredBooth } from './booth.entity.js';
import { BoothsRepository } from './booths.repository.js';

/** Writes down what of the booths is to outlast the server, and nothing twice. */
@Injectable()
export class BoothKeeper {
  /** What is written down, by rally and language. */
  private readonly written = new Map<string, string>();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly repository: BoothsRepository) {}

  async load(): Promise<StoredBooth[]> {
    const all = await this.repository.all();
    for (const booth of all) this.written.set(keyOf(booth), JSON.stringify(inOrder(booth)));
    return all;
  }

  /** Resolves when a rally's booths are stored as they are now. */
  keep(rallyId: string, booths: readonly Booth[]): Promise<void> {
    const rows = booths.map((booth) => booth.stored(rallyId));
    // One after the other: the last state is the one that stays.
    const saving = this.work.then(() => this.save(rows));
    this.work = saving.catch(() => undefined);
    return saving;
  }

  private async save(rows: readonly StoredBooth[]): Promise<void> {
    const changed = rows.filter((row) => this.written.get(keyOf(row)) !== JSON.stringify(inOrder(row)));
    if (changed.length === 0) return;
    await this.repository.save(changed);
    for (const row of changed) this.written.set(keyOf(row), JSON.stringify(inOrder(row)));
  }
}

const keyOf = ({ rallyId, language }: StoredBooth): string => `${rallyId} ${language}`;

/** The database gives a place's fields in an order of its own. */
const inOrder = ({ open, activeSeatId, places }: StoredBooth) => [
  open,
  activeSeatId,
  places.map(({ seatId, identityId, name, muted }) => [seatId, identityId, name, muted]),
];
