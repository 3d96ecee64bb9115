import type { BallotView, PollView, TallyView } from '@sammelan/shared/polls/polls.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { newId } from '../../app/session.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';
import { keepReceipt } from './receipts.js';

/** How long the sheet stays with "Your answer is saved" and the result before it goes to its tab. */
const readSavedMs = 6_000;

/** A ballot of one's own on its way. */
export interface CastingView {
  choices: readonly number[];
  /** Null while it is under way. */
  failure: AppError | null;
}

export interface PollsState {
  /** False until the list came once. */
  loaded: boolean;
  /** Open ones first, then the latest. */
  polls: readonly TimedPoll[];
  casting: Readonly<Record<string, CastingView>>;
  /** Polls that have slid up once, or were read in their tab. */
  seen: ReadonlySet<string>;
}

/** A poll with the moment its timer runs out, on this browser's own clock (ms since the epoch). */
export interface TimedPoll extends PollView {
  closesAtHere: number | null;
  /** Its time is up for whoever watches here; others, who are behind, still vote. */
  ended: boolean;
}

/** @param heldMs how long the news was held back until the picture was there: so much later it ends here, as far as is waited for */
function timed(poll: PollView, heldMs = 0): TimedPoll {
  const { closesInMs, lateMs, state } = poll;
  const closesAtHere = closesInMs === null ? null : Date.now() + closesInMs - Math.max(0, heldMs - lateMs);
  return { ...poll, closesAtHere, ended: state === 'open' && closesAtHere !== null && closesAtHere <= Date.now() };
}

/** Whether whoever watches here can vote in it. */
export const takesBallots = ({ state, ended }: TimedPoll): boolean => state === 'open' && !ended;

const newestFirst = (a: PollView, b: PollView): number =>
  Number(b.state === 'open') - Number(a.state === 'open') || (b.openedAt ?? '').localeCompare(a.openedAt ?? '');

/** The newer of two tallies; both are counts of the same rows, so the later one is right. */
const newer = (a: TallyView | null, b: TallyView | null): TallyView | null =>
  a && b ? (a.at > b.at ? a : b) : (a ?? b);

/** The rally's polls with this person's ballots. */
export class PollsStore {
  private readonly cell = new Cell<PollsState>({ loaded: false, polls: [], casting: {}, seen: new Set() });
  readonly state: Store<PollsState> = this.cell;
  private readonly stops: (() => void)[];
  private readonly ends = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param drafts for the desk: also what is being prepared */
  constructor(
    private readonly connection: Connection,
    private readonly drafts = false,
  ) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('poll:drafted', () => void this.refresh()),
      connection.on('poll:opened', (poll, lateMs) => this.put(poll, lateMs)),
      connection.on('poll:ended', (poll, lateMs) => this.put(poll, lateMs)),
      connection.on('poll:closed', (poll, lateMs) => this.put(poll, lateMs)),
      connection.on('poll:unlinked', ({ pollId, at }) =>
        this.change(pollId, (poll) => ({ ...poll, unlinkedAt: at, myBallot: null })),
      ),
      connection.on('poll:tallied', (tally) =>
        this.change(tally.pollId, (poll) => ({ ...poll, tally: newer(poll.tally, tally) })),
      ),
    ];
  }

  /** Casts a ballot; under way until the server has committed it, whatever happens to the line meanwhile. */
  cast(pollId: string, choices: readonly number[]): void {
    this.casting(pollId, { choices, failure: null });
    this.connection.send('poll:vote', { pollId, choices: [...choices], clientId: newId() }).then(
      (ballot) => this.settle(pollId, ballot),
      (error: unknown) =>
        this.casting(pollId, {
          choices,
          failure: error instanceof AppError ? error : new AppError('internal', String(error)),
        }),
    );
  }

  /** The poll needs no more sliding up. */
  noteSeen(pollId: string): void {
    const { seen } = this.cell.get();
    if (!seen.has(pollId)) this.cell.update((state) => ({ ...state, seen: new Set([...seen, pollId]) }));
  }

  close(): void {
    for (const stop of this.stops) stop();
    for (const end of this.ends.values()) clearTimeout(end);
  }

  private async refresh(): Promise<void> {
    const polls = await this.connection.send('poll:list', {}).catch(() => null);
    if (!polls) return;
    const shown = polls
      .filter(({ state }) => this.drafts || state !== 'draft')
      .sort(newestFirst)
      .map((poll) => timed(poll));
    // What was answered on an earlier visit does not slide up again.
    const answered = shown.filter(({ myBallot }) => myBallot).map(({ id }) => id);
    for (const { id, myBallot } of shown) if (myBallot) keepReceipt(id, myBallot.receipt);
    this.cell.update((state) => ({
      ...state,
      loaded: true,
      polls: shown,
      seen: new Set([...state.seen, ...answered]),
    }));
    for (const poll of shown) this.endInTime(poll);
  }

  private endInTime({ id, state, ended, closesAtHere }: TimedPoll): void {
    clearTimeout(this.ends.get(id));
    this.ends.delete(id);
    if (state !== 'open' || ended || closesAtHere === null) return;
    // A browser's timers go no further than this; nobody waits for a day's poll to end before their eyes.
    const inMs = Math.min(closesAtHere - Date.now(), 2 ** 31 - 1);
    this.ends.set(
      id,
      setTimeout(() => this.change(id, (poll) => ({ ...poll, ended: poll.state === 'open' })), inMs),
    );
  }

  private settle(pollId: string, ballot: BallotView): void {
    keepReceipt(pollId, ballot.receipt);
    this.change(pollId, (poll) => ({ ...poll, myBallot: ballot }));
    this.casting(pollId, null);
    setTimeout(() => this.noteSeen(pollId), readSavedMs);
  }

  private casting(pollId: string, view: CastingView | null): void {
    this.cell.update((state) => {
      const others = Object.entries(state.casting).filter(([id]) => id !== pollId);
      return { ...state, casting: Object.fromEntries(view ? [...others, [pollId, view]] : others) };
    });
  }

  /** Events carry nobody's ballot: one's own is kept. */
  private put(poll: PollView, lateMs: number): void {
    const placed = timed(poll, lateMs);
    this.endInTime(placed);
    this.cell.update((state) => {
      const before = state.polls.find(({ id }) => id === poll.id);
      const merged: TimedPoll = before
        ? { ...placed, myBallot: poll.myBallot ?? before.myBallot, tally: newer(before.tally, poll.tally) }
        : placed;
      const polls = [merged, ...state.polls.filter(({ id }) => id !== poll.id)].sort(newestFirst);
      return { ...state, polls };
    });
  }

  private change(pollId: string, change: (poll: TimedPoll) => TimedPoll): void {
    this.cell.update((state) => ({
      ...state,
      polls: state.polls.map((poll) => (poll.id === pollId ? change(poll) : poll)),
    }));
  }
}
