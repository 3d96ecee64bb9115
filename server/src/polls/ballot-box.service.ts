import { Injectable, Logger } from '@nestjs/common';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { Batcher } from '../database/batcher.js';
import { retrying } from '../database/retrying.js';
import { BallotsRepository, type KnownBallot, type NewBallot, type StoredBallot } from './ballots.repository.js';
import { BallotNotStoredError } from './polls.errors.js';
import { TallyIds } from './tally-ids.js';

/** A ballot before it has a tally: the voter's pseudonym, the region and the kind come from the session. */
export interface Ballot {
  poll: number;
  changeable: boolean;
  voter: string;
  /** Index in `ballotKinds`. */
  kind: number;
  regionPath: string;
  choices: number;
  client: string;
}

/**
 * What became of a ballot, and what the database holds for the voter now. Accepted is also a retry: of the stored ballot, or
 * of one that the voter has changed since. Final: the voter's first ballot stands.
 */
export type Outcome =
  { verdict: 'accepted' | 'final'; stored: StoredBallot } | { verdict: 'closed'; stored: StoredBallot | null };

/** A ballot on its way, with its place in the order of the voter's ballots. */
interface Slot extends Ballot, NewBallot {
  /** What the same voter sent meanwhile; null as long as that is nothing, as almost always. */
  behind: Waiting[] | null;
}

interface Waiting {
  ballot: Ballot;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

/** As in the measurement this follows: larger batches only add latency, a third connection only waits for tally rows. */
const batching = { maxBatch: 1000, lanes: 2 };

/** Below the time after which clients send again by themselves. */
const patienceMs = 8000;

const noneReplaced: readonly string[] = [];

/** How often a ballot is tried whose voter is voting through another process at the same moment. */
const maxTries = 4;

/** Takes ballots in group commits. Resolves only once the ballot is committed. */
@Injectable()
export class BallotBox {
  private readonly logger = new Logger(BallotBox.name);
  private readonly batcher = new Batcher<Slot, Outcome>((slots) => this.write(slots), batching);
  private readonly tallyIds: TallyIds;
  private readonly castBatch: BallotsRepository['cast'];
  /** The slot under way by poll and voter: no voter is twice in one batch, and a voter's ballots keep their order. */
  private readonly underWay = new Map<number, Map<string, Slot>>();

  constructor(repository: BallotsRepository) {
    this.tallyIds = new TallyIds(repository);
    // A batch that was stored although the connection broke is met again as retries.
    this.castBatch = retrying((batch) => repository.cast(batch), { patienceMs });
  }

  /** @throws AppError `unavailable` when the database did not answer; the ballot may be stored, a retry will tell */
  cast(ballot: Ballot): Promise<Outcome> {
    const ahead = this.slotsOf(ballot.poll).get(ballot.voter);
    if (!ahead) return this.take(ballot, noneReplaced);
    return new Promise((resolve, reject) => (ahead.behind ??= []).push({ ballot, resolve, reject }));
  }

  /** Ballots that wait for a connection. */
  get depth(): number {
    return this.batcher.depth;
  }

  private take(ballot: Ballot, replaced: readonly string[], behind: Waiting[] | null = null): Promise<Outcome> {
    const { poll, changeable, voter, kind, regionPath, choices, client } = ballot;
    const slot: Slot = { poll, changeable, voter, kind, regionPath, choices, client, replaced, behind, tally: 0 };
    this.slotsOf(poll).set(voter, slot);
    return this.batcher.add(slot);
  }

  private slotsOf(poll: number): Map<string, Slot> {
    let slots = this.underWay.get(poll);
    if (!slots) this.underWay.set(poll, (slots = new Map<string, Slot>()));
    return slots;
  }

  /**
   * The slot is written, or failed (null). Answers what its outcome decides for the ballots behind it. However many changes
   * are left then, the last one is written, in one row.
   */
  private goOn({ poll, voter, behind }: Slot, outcome: Outcome | null): void {
    this.slotsOf(poll).delete(voter);
    if (behind === null) return;
    if (outcome === null) {
      const [first, ...others] = behind as [Waiting, ...Waiting[]];
      this.take(first.ballot, noneReplaced, others.length ? others : null).then(first.resolve, first.reject);
      return;
    }
    const changes = behind.filter(({ ballot, resolve }) => {
      const isDecided = !ballot.changeable || outcome.verdict === 'closed' || knows(outcome.stored, ballot.client);
      if (isDecided) resolve(judge(outcome, ballot.client));
      return !isDecided;
    });
    const clients = [...new Set(changes.map(({ ballot }) => ballot.client))];
    const last = changes.find(({ ballot }) => ballot.client === clients.at(-1));
    if (!last) return;
    this.take(last.ballot, clients.slice(0, -1)).then(
      (found) => changes.forEach(({ resolve }) => resolve(found)),
      (error: unknown) => changes.forEach(({ reject }) => reject(error)),
    );
  }

  private async write(slots: Slot[]): Promise<Outcome[]> {
    try {
      const outcomes = await this.store(slots);
      slots.forEach((slot, index) => this.goOn(slot, outcomes[index] as Outcome));
      return outcomes;
    } catch (error) {
      for (const slot of slots) this.goOn(slot, null);
      if (error instanceof AppError) throw error;
      this.logger.error({ message: 'ballots not stored', count: slots.length, err: error as Error });
      throw new BallotNotStoredError();
    }
  }

  private async store(slots: Slot[], tries = maxTries): Promise<Outcome[]> {
    if (tries === 0) throw new Error('the same voters kept voting elsewhere');
    const tallyOf = await this.tallyIds.of(slots);
    for (const slot of slots) slot.tally = tallyOf(slot);
    const { castAt, known } = await this.castBatch(slots);
    const outcomes = slots.map((slot) => asCast(slot, castAt, noneReplaced));
    const again: number[] = [];
    for (const one of known) {
      if (one.before === null && one.open) again.push(one.index);
      else outcomes[one.index] = outcomeOf(one, slots[one.index] as Slot, castAt);
    }
    if (again.length) {
      const rest = again.map((index) => slots[index] as Slot);
      const later = await this.store(rest, tries - 1);
      again.forEach((index, at) => (outcomes[index] = later[at] as Outcome));
    }
    return outcomes;
  }
}

const asCast = ({ choices, client, replaced }: NewBallot, castAt: Date, earlier: readonly string[]): Outcome => ({
  verdict: 'accepted',
  stored: { choices, client, earlier: earlier.length ? [...earlier, ...replaced] : replaced, castAt },
});

function outcomeOf({ before, changed, open }: KnownBallot, ballot: NewBallot, castAt: Date): Outcome {
  if (before === null) return { verdict: 'closed', stored: null };
  if (changed) return asCast(ballot, castAt, [...before.earlier, before.client]);
  return judge({ verdict: open ? 'final' : 'closed', stored: before }, ballot.client);
}

const knows = (stored: StoredBallot, client: string): boolean =>
  stored.client === client || stored.earlier.includes(client);

/** What a ballot under `client` gets where nothing more is written, after `outcome` of the voter's ballot before. */
function judge({ verdict, stored }: Outcome, client: string): Outcome {
  if (stored && knows(stored, client)) return { verdict: 'accepted', stored };
  return stored && verdict !== 'closed' ? { verdict: 'final', stored } : { verdict: 'closed', stored };
}

/** After the close only a retry is accepted. */
export const judgeRetry = (stored: StoredBallot | null, client: string): Outcome =>
  judge({ verdict: 'closed', stored }, client);
