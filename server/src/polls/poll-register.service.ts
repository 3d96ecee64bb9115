import { Injectable } from '@nestjs/common';
import type { BallotView, PollView, TallyView, VotesView } from '@sammelan/shared/polls/polls.dto.js';
import {
  type BallotKind,
  ballotKinds,
  choiceCount,
  isSilent,
  shownKinds,
  type Silence,
} from '@sammelan/shared/polls/polls.rules.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Poll } from './poll.entity.js';
import { type KindTally, PollsRepository, type Timed } from './polls.repository.js';

/** A poll in memory with its last tally. */
export interface PollRecord {
  poll: Poll;
  /** When the timer ends, on this process's monotonic clock (performance.now()); the database decides. */
  endsAt: number | null;
  tally: TallyView;
  /** As which kind each kind of its ballots is shown. */
  shownAs: Record<BallotKind, BallotKind>;
  /** Which read of the register the tally is from. */
  tallyRead: number;
}

/** Polls of the rallies that somebody looks at, in memory: lists for ten thousand viewers cost no query. */
@Injectable()
export class PollRegister {
  private readonly rallies = new Map<string, Promise<Map<string, PollRecord>>>();
  private readonly loaded = new Map<string, Map<string, PollRecord>>();

  private reads = 0;

  constructor(private readonly repository: PollsRepository) {}

  /** All polls of a rally, oldest first. */
  async ofRally(rallyId: string): Promise<PollRecord[]> {
    return [...(await this.rally(rallyId)).values()];
  }

  /** The same without a wait, where the rally's polls are in memory; null where they are not, or where there is none. */
  find(rallyId: string, pollId: string): PollRecord | null {
    return this.loaded.get(rallyId)?.get(pollId) ?? null;
  }

  /** @throws NotFoundError also where the poll is another rally's */
  async get(rallyId: string, pollId: string): Promise<PollRecord> {
    const record = (await this.rally(rallyId)).get(pollId);
    if (!record) throw new NotFoundError('poll');
    return record;
  }

  /** Reads a poll again after it was written. */
  async refresh(rallyId: string, pollId: string): Promise<PollRecord> {
    const polls = await this.rally(rallyId);
    const timed = await this.repository.find(pollId);
    if (!timed) throw new NotFoundError('poll');
    const [fresh] = await this.withTallies([timed]);
    const record = Object.assign(polls.get(pollId) ?? {}, fresh) as PollRecord;
    polls.set(pollId, record);
    return record;
  }

  async forget(rallyId: string, pollId: string): Promise<void> {
    (await this.rally(rallyId)).delete(pollId);
  }

  /** Reads the votes of these polls from the database. */
  async readTallies(records: readonly PollRecord[]): Promise<void> {
    const order = ++this.reads;
    const totals = await this.repository.totals(records.map(({ poll }) => poll.number));
    for (const record of records) {
      const ofPoll = totals.filter(({ poll }) => poll === record.poll.number);
      // A read that began earlier and comes back later knows less.
      if (ofPoll.length === 0 || record.tallyRead > order) continue;
      record.tallyRead = order;
      Object.assign(record, talliedBy(record.poll, ofPoll));
    }
  }

  private rally(rallyId: string): Promise<Map<string, PollRecord>> {
    const known = this.rallies.get(rallyId);
    if (known) return known;
    const loading = this.load(rallyId);
    this.rallies.set(rallyId, loading);
    loading.catch(() => this.rallies.delete(rallyId));
    return loading;
  }

  private async load(rallyId: string): Promise<Map<string, PollRecord>> {
    const records = await this.withTallies(await this.repository.ofRally(rallyId));
    const polls = new Map(records.map((record) => [record.poll.id, record]));
    this.loaded.set(rallyId, polls);
    return polls;
  }

  private async withTallies(timed: Timed[]): Promise<PollRecord[]> {
    const records = timed.map(({ poll, closesInMs }) => ({
      poll,
      endsAt: closesInMs === null ? null : performance.now() + closesInMs,
      ...talliedBy(poll, []),
      tallyRead: 0,
    }));
    if (records.length) await this.readTallies(records);
    return records;
  }
}

function talliedBy(poll: Poll, kinds: readonly KindTally[]): Pick<PollRecord, 'tally' | 'shownAs'> {
  const votes = (some: readonly KindTally[]): VotesView => ({
    voters: some.reduce((sum, { voters }) => sum + voters, 0),
    counts: Array.from({ length: choiceCount(poll) }, (_, option) =>
      some.reduce((sum, { counts }) => sum + (counts[option] ?? 0), 0),
    ),
  });
  const of = (some: readonly BallotKind[]): VotesView =>
    votes(kinds.filter(({ kind }) => some.some((name) => ballotKinds[kind] === name)));
  const each = <T>(what: (kind: BallotKind) => T) =>
    Object.fromEntries(ballotKinds.map((kind) => [kind, what(kind)])) as Record<BallotKind, T>;
  const shownAs = shownKinds(each((kind) => of([kind]).voters));
  const shown = each((kind) => of(ballotKinds.filter((one) => shownAs[one] === kind)));
  const tally = {
    pollId: poll.id,
    ...votes(kinds),
    byKind: poll.state === 'closed' ? shown : null,
    at: (kinds[0]?.at ?? new Date(0)).toISOString(),
  };
  return { tally, shownAs };
}

/** Until when (ISO) the silence keeps a result from those who may not edit polls; null where it does not. */
export const withheldUntil = ({ poll }: PollRecord, silence: Silence | null): string | null =>
  poll.votingIntention && poll.state !== 'draft' && isSilent(silence, Date.now()) ? (silence?.until ?? null) : null;

/** Whether someone who may not edit polls sees its results now. */
export const showsResults = (record: PollRecord, silence: Silence | null): boolean =>
  (record.poll.state === 'closed' || record.poll.results === 'live') && withheldUntil(record, silence) === null;

export interface Viewing {
  /** Whether the caller sees results that are hidden from the rest. */
  sees: boolean;
  silence: Silence | null;
  myBallot?: BallotView | null;
}

/** The poll as a caller sees it. */
export function pollView(record: PollRecord, { sees, silence, myBallot = null }: Viewing): PollView {
  const { poll, tally, endsAt } = record;
  const { id, kind, state, question, options, maxChoices, results, changeable, votingIntention, seconds } = poll;
  const withheld = withheldUntil(record, silence);
  const isRunning = state === 'open' && endsAt !== null;
  return {
    id,
    kind,
    state,
    question,
    options,
    maxChoices,
    results,
    changeable,
    votingIntention,
    seconds,
    openedAt: poll.openedAt?.toISOString() ?? null,
    closesAt: poll.closesAt?.toISOString() ?? null,
    closesInMs: isRunning ? Math.max(0, Math.round(endsAt - performance.now())) : null,
    lateMs: poll.lateMs,
    closedAt: poll.closedAt?.toISOString() ?? null,
    unlinkedAt: poll.unlinkedAt?.toISOString() ?? null,
    withheldUntil: withheld,
    ballotsUrl: state === 'closed' && withheld === null ? `/api/rallies/${poll.rallyId}/polls/${id}/ballots.csv` : null,
    tally: state !== 'draft' && (sees || showsResults(record, silence)) ? tally : null,
    myBallot,
  };
}
