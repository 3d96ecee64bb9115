import { Injectable, Logger } from '@nestjs/common';
import { Batcher } from '../database/batcher.js';
import { BallotsRepository, type KnownBallot, type NewBallot, type StoredBallot } from './ballots.repository.js';
import { BallotNotStoredError } from './polls.errors.js';

/** A ballot before it has a tally: the voter and the region come from the session. */
export interface Ballot {
  poll: number;
  changeable: boolean;
  voter: string;
  regionPath: string;
  choices: number;
  client: string;
}

/**
 * What became of a ballot. `stored` is what the database holds for the voter now; `accepted` says whether that is this
 * ballot, or one that came after it when this is a retry; else the voter's first ballot stands. Null: the poll is closed.
 */
export type Outcome = { stored: StoredBallot; accepted: boolean } | null;

/** A voter's ballots under way in one poll: one in the batch, and one that waits for the next. */
interface Turn {
  now: Slot;
  next: Slot | null;
}

/** The ballot that is written, and those that the voter replaced by it before it was written. */
interface Slot {
  ballot: Ballot;
  replaced: string[];
  outcome: Promise<Outcome>;
}

/** As in the measurement this follows: larger batches only add latency, a third connection only waits for tally rows. */
const batching = { maxBatch: 1000, lanes: 2 };

/** How often a ballot is tried whose voter is voting through another process at the same moment. */
const maxTries = 4;

/** Takes ballots in group commits. Resolves only once the ballot is committed. */
@Injectable()
export class BallotBox {
  private readonly logger = new Logger(BallotBox.name);
  private readonly batcher = new Batcher<Slot, Outcome>((slots) => this.write(slots), batching);
  /** By poll and voter, so that no voter is twice in one batch and a voter's ballots keep their order. */
  private readonly turns = new Map<string, Turn>();
  private readonly tallyIds = new Map<string, number>();

  constructor(private readonly repository: BallotsRepository) {}

  /** @throws BallotNotStoredError when the database did not answer; the ballot may be stored, a retry will tell */
  cast(ballot: Ballot): Promise<Outcome> {
    const key = `${ballot.poll}:${ballot.voter}`;
    const turn = this.turns.get(key);
    if (!turn) return this.begin(key, ballot);
    const { now, next } = turn;
    if (now.ballot.client === ballot.client) return now.outcome;
    if (!ballot.changeable) return this.after(now, ballot);
    if (!next) return (turn.next = this.queue(key, turn, ballot)).outcome;
    if (next.ballot.client !== ballot.client && !next.replaced.includes(ballot.client)) {
      next.replaced.push(next.ballot.client);
      next.ballot = ballot;
    }
    return next.outcome;
  }

  /** Ballots that wait for a connection. */
  get depth(): number {
    return this.batcher.depth;
  }

  private begin(key: string, ballot: Ballot): Promise<Outcome> {
    const slot = { ballot, replaced: [] } as Omit<Slot, 'outcome'> as Slot;
    const turn: Turn = { now: slot, next: null };
    this.turns.set(key, turn);
    slot.outcome = this.batcher.add(slot);
    this.endAfter(key, turn);
    return slot.outcome;
  }

  /** However many ballots a voter sends meanwhile, the last one is written, in one row of the next batch. */
  private queue(key: string, turn: Turn, ballot: Ballot): Slot {
    const slot = { ballot, replaced: [] } as Omit<Slot, 'outcome'> as Slot;
    const write = (): Promise<Outcome> => {
      turn.now = slot;
      turn.next = null;
      const outcome = this.batcher.add(slot);
      this.endAfter(key, turn);
      return outcome;
    };
    slot.outcome = turn.now.outcome.then(write, write);
    return slot;
  }

  /** Where ballots are final the first one decides; unless it failed. */
  private async after(first: Slot, ballot: Ballot): Promise<Outcome> {
    const outcome = await first.outcome.catch(() => undefined);
    return outcome === undefined ? this.cast(ballot) : outcome && judge(outcome.stored, ballot.client);
  }

  private endAfter(key: string, turn: Turn): void {
    const { now } = turn;
    const end = (): void => {
      if (turn.now === now && !turn.next) this.turns.delete(key);
    };
    now.outcome.then(end, end);
  }

  private async write(slots: Slot[]): Promise<Outcome[]> {
    try {
      return await this.store(slots);
    } catch (error) {
      this.logger.error({ message: 'ballots not stored', count: slots.length, err: error as Error });
      throw new BallotNotStoredError();
    }
  }

  private async store(slots: Slot[], tries = maxTries): Promise<Outcome[]> {
    if (tries === 0) throw new Error('the same voters kept voting elsewhere');
    await this.findTallies(slots);
    const batch = slots.map((slot) => this.withTally(slot));
    const { castAt, known } = await this.repository.cast(batch);
    const outcomes = batch.map((ballot): Outcome => asCast(ballot, castAt, []));
    const again: number[] = [];
    for (const one of known) {
      if (one.before === null && one.open) again.push(one.index);
      else outcomes[one.index] = outcomeOf(one, batch[one.index] as NewBallot, castAt);
    }
    if (again.length) {
      const later = await this.store(
        again.map((index) => slots[index] as Slot),
        tries - 1,
      );
      again.forEach((index, at) => (outcomes[index] = later[at] as Outcome));
    }
    return outcomes;
  }

  private withTally({ ballot: { poll, voter, regionPath, choices, client }, replaced }: Slot): NewBallot {
    const tally = this.tallyIds.get(tallyKey(poll, regionPath));
    if (tally === undefined) throw new Error(`no tally for ${regionPath}`);
    return { poll, voter, tally, choices, client, replaced };
  }

  /** The first ballot from a region makes its tally. */
  private async findTallies(slots: readonly Slot[]): Promise<void> {
    const missing = new Map<string, Ballot>();
    for (const { ballot } of slots) {
      const key = tallyKey(ballot.poll, ballot.regionPath);
      if (!this.tallyIds.has(key)) missing.set(key, ballot);
    }
    if (missing.size === 0) return;
    for (const { id, poll, regionPath } of await this.repository.tallies([...missing.values()])) {
      this.tallyIds.set(tallyKey(poll, regionPath), id);
    }
  }
}

const tallyKey = (poll: number, regionPath: string): string => `${poll}${regionPath}`;

const asCast = ({ choices, client, replaced }: NewBallot, castAt: Date, earlier: string[]): Outcome => ({
  stored: { choices, client, earlier: [...earlier, ...replaced], castAt },
  accepted: true,
});

function outcomeOf({ before, changed, open }: KnownBallot, ballot: NewBallot, castAt: Date): Outcome {
  if (before === null) return null;
  if (changed) return asCast(ballot, castAt, [...before.earlier, before.client]);
  return open ? judge(before, ballot.client) : judgeRetry(before, ballot.client);
}

/** Whether the ballot with this client id is the stored one, or one that the voter changed since: then a retry is harmless. */
const judge = (stored: StoredBallot, client: string): { stored: StoredBallot; accepted: boolean } => ({
  stored,
  accepted: stored.client === client || stored.earlier.includes(client),
});

/** After the close only a retry gets an answer. */
export function judgeRetry(stored: StoredBallot | undefined, client: string): Outcome {
  const judged = stored && judge(stored, client);
  return judged?.accepted ? judged : null;
}
