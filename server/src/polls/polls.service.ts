import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import type {
  BallotView,
  CastBallotDto,
  DraftPollDto,
  PollView,
  RegionTallyView,
} from '@sammelan/shared/polls/polls.dto.js';
import { ballotFits, draftProblems, lateBallotsMs, mayOpenPolls } from '@sammelan/shared/polls/polls.rules.js';
import { v7 as uuid } from 'uuid';
import { ForbiddenError, NotFoundError } from '../access/access.errors.js';
import type { Caller, RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { HlsLadders } from '../playback/hls-ladders.service.js';
import { RallyNotOpenError } from '../rallies/rallies.errors.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RallyFiguresService } from '../rallies/rally-figures.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { BallotBox, judgeRetry, type Outcome } from './ballot-box.service.js';
import type { OwnBallot, StoredBallot } from './ballots.repository.js';
import { fromMask, toMask } from './choices.js';
import { PollKeys } from './poll-keys.service.js';
import type { Poll } from './poll.entity.js';
import { type PollRecord, PollRegister, pollView, showsResults } from './poll-register.service.js';
import {
  BallotChoicesError,
  BallotFinalError,
  PollNotOpenError,
  PollSilencedError,
  PollTransitionError,
} from './polls.errors.js';
import { type PollDraft, PollsRepository } from './polls.repository.js';
import { type Voter, Voters } from './voters.service.js';
import { receiptOf } from './receipts.js';
import { TalliesService } from './tallies.service.js';

/** When the database says it is not time yet, or does not answer. */
const askAgainMs = 1000;

/** What became of a ballot, and under which pseudonym. */
interface Answer {
  outcome: Outcome;
  voter: string;
}

/** A poll's life, and ballots. */
@Injectable()
export class PollsService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(PollsService.name);
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly repository: PollsRepository,
    private readonly register: PollRegister,
    private readonly box: BallotBox,
    private readonly voters: Voters,
    private readonly tallies: TalliesService,
    private readonly callers: CallersService,
    private readonly organisation: OrganisationService,
    private readonly keys: PollKeys,
    private readonly rallies: RalliesService,
    private readonly ladders: HlsLadders,
    private readonly figures: RallyFiguresService,
    private readonly broadcaster: Broadcaster,
    private readonly metrics: MetricsService,
  ) {}

  async onModuleInit(): Promise<void> {
    this.metrics.gauge('ballots_waiting', 'Ballots that wait to be stored.', () => this.box.depth);
    this.figures.contribute(async ({ id }) => ({ ballots: await this.repository.ballotsOfRally(id) }));
    this.rallies.onMoved(async ({ id, state }) => {
      if (!mayOpenPolls(state)) await this.closeAll(id);
    });
    this.organisation.onSilenceMoved(() => this.keepSilence());
    for (const { poll, closesInMs } of await this.repository.openTimed()) {
      this.closeLater(poll.rallyId, poll.id, (closesInMs ?? 0) + poll.lateMs);
    }
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /** Polls of the caller's rally, oldest first, with the caller's own ballots; drafts only for those who may edit them. */
  async list(caller: RallyCaller): Promise<PollView[]> {
    const edits = this.edits(caller);
    const records = (await this.register.ofRally(caller.rallyId)).filter(({ poll }) => edits || poll.state !== 'draft');
    const polls = records.map(({ poll }) => poll).filter(({ state, unlinkedAt }) => state !== 'draft' && !unlinkedAt);
    const own = new Map((await this.voters.ballotsOf(caller.identityId, polls)).map((ballot) => [ballot.poll, ballot]));
    return records.map((record) => {
      const ballot = own.get(record.poll.number);
      return this.view(record, edits, ballot && ballotView(record, ballot.voter, ballot));
    });
  }

  /** The same over REST, for a rally that the caller is not connected to. */
  async listFor(rallyId: string, caller: Caller): Promise<PollView[]> {
    const { organisationId } = await this.rallies.get(rallyId);
    return this.list({ ...caller, rallyId, organisationId, region: null });
  }

  /** Those that were opened, oldest first, as anyone sees them who did not vote. */
  async opened(rallyId: string): Promise<PollView[]> {
    const records = await this.register.ofRally(rallyId);
    return records.filter(({ poll }) => poll.state !== 'draft').map((record) => this.view(record, false));
  }

  /** @throws PayloadError where the parts do not fit together */
  async draft({ rallyId }: RallyCaller, dto: DraftPollDto): Promise<PollView> {
    const id = uuid();
    await this.rallies.get(rallyId);
    await this.repository.insert({ ...draftOf(dto), id, rallyId, state: 'draft' });
    return this.drafted(rallyId, id);
  }

  /** @throws PollTransitionError unless it is a draft */
  async edit({ rallyId }: RallyCaller, pollId: string, dto: DraftPollDto): Promise<PollView> {
    const record = await this.register.get(rallyId, pollId);
    if (!(await this.repository.edit(pollId, draftOf(dto)))) throw new PollTransitionError(record.poll.state);
    return this.drafted(rallyId, pollId);
  }

  /** @throws PollTransitionError unless it is a draft */
  async discard({ rallyId }: RallyCaller, pollId: string): Promise<void> {
    const record = await this.register.get(rallyId, pollId);
    if (!(await this.repository.discard(pollId))) throw new PollTransitionError(record.poll.state);
    await this.register.forget(rallyId, pollId);
    this.broadcaster.toDesk(rallyId, 'poll:drafted', { pollId });
  }

  /**
   * @throws PollTransitionError unless it is a draft; RallyNotOpenError before and after the rally; PollSilencedError for one of
   * voting intention in the silence
   */
  async open({ rallyId }: RallyCaller, pollId: string): Promise<PollView> {
    const record = await this.register.get(rallyId, pollId);
    if (!mayOpenPolls((await this.rallies.get(rallyId)).state)) throw new RallyNotOpenError();
    if (record.poll.state === 'draft') await this.keys.make(pollId);
    if (!(await this.repository.open(pollId, this.lateMsOf(record.poll)))) {
      const { poll } = await this.register.refresh(rallyId, pollId);
      if (poll.state === 'draft') throw new PollSilencedError(this.organisation.get().silence?.until ?? '');
      throw new PollTransitionError(poll.state);
    }
    await this.register.refresh(rallyId, pollId);
    this.closeInTime(record);
    this.broadcaster.toRally(rallyId, 'poll:opened', this.view(record, false));
    return this.view(record, true);
  }

  /**
   * Ends a poll: at once, or, where the rally goes out by HLS, for everyone when they see it, and then it is closed. Harmless when
   * repeated meanwhile.
   * @throws PollTransitionError unless it is open
   */
  async close({ rallyId }: RallyCaller, pollId: string): Promise<PollView> {
    const record = await this.register.get(rallyId, pollId);
    const lateMs = this.lateMsOf(record.poll);
    if (lateMs > 0) return this.end(record, lateMs);
    if (!(await this.repository.close(pollId, false))) throw new PollTransitionError(record.poll.state);
    await this.closed(record);
    return this.view(record, true);
  }

  /**
   * Casts the caller's ballot, in their region of now. Resolves once it is committed; a retry under the same client id gets
   * the stored ballot, also after the poll was closed.
   * @throws PollNotOpenError, BallotChoicesError, BallotFinalError, BallotNotStoredError
   */
  async vote(caller: RallyCaller, dto: CastBallotDto): Promise<BallotView> {
    const { rallyId } = caller;
    const record = this.register.find(rallyId, dto.pollId) ?? (await this.register.get(rallyId, dto.pollId));
    const { poll } = record;
    if (poll.state === 'draft') throw new NotFoundError('poll');
    if (!ballotFits(poll, dto.choices)) throw new BallotChoicesError();
    const { outcome, voter } = await (poll.state === 'open'
      ? this.cast(caller, poll, dto)
      : this.lookUp(caller, poll, dto));
    if (outcome.verdict === 'closed') throw new PollNotOpenError();
    if (outcome.verdict === 'final') throw new BallotFinalError();
    this.tallies.touch(record);
    return ballotView(record, voter, outcome.stored);
  }

  /** @throws PollNotClosedError, for everybody; ForbiddenError while the silence keeps the result from the caller */
  async regions(caller: RallyCaller, pollId: string, parentPath: string): Promise<RegionTallyView[]> {
    const record = await this.register.get(caller.rallyId, pollId);
    const edits = this.edits(caller);
    if (!edits && record.poll.state === 'draft') throw new NotFoundError('poll');
    const rows = await this.tallies.children(record, parentPath);
    if (!edits && !showsResults(record, this.organisation.get().silence)) throw new ForbiddenError();
    return rows;
  }

  private edits(caller: RallyCaller): boolean {
    return this.callers.may(caller, 'poll.edit', caller);
  }

  private async cast(caller: RallyCaller, poll: Poll, dto: CastBallotDto): Promise<Answer> {
    const asked = this.voters.of(caller, poll);
    const found: Voter | null = asked instanceof Promise ? await asked : asked;
    if (!found) return { outcome: { verdict: 'closed', stored: null }, voter: '' };
    const { voter, kind } = found;
    const outcome = await this.box.cast({
      poll: poll.number,
      changeable: poll.changeable,
      voter,
      kind,
      regionPath: caller.region?.path ?? '/',
      choices: toMask(dto.choices),
      client: dto.clientId,
    });
    return { outcome, voter };
  }

  private async lookUp({ identityId }: RallyCaller, poll: Poll, { clientId }: CastBallotDto): Promise<Answer> {
    const [stored]: (OwnBallot | undefined)[] = await this.voters.ballotsOf(identityId, [poll]);
    return { outcome: judgeRetry(stored ?? null, clientId), voter: stored?.voter ?? '' };
  }

  private view(record: PollRecord, sees: boolean, myBallot: BallotView | null = null): PollView {
    return pollView(record, { sees, silence: this.organisation.get().silence, myBallot });
  }

  private async drafted(rallyId: string, pollId: string): Promise<PollView> {
    const record = await this.register.refresh(rallyId, pollId);
    this.broadcaster.toDesk(rallyId, 'poll:drafted', { pollId });
    return this.view(record, true);
  }

  private async closed(record: PollRecord): Promise<void> {
    const { id, rallyId } = record.poll;
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    await this.register.refresh(rallyId, id);
    this.tallies.settle(record);
    this.broadcaster.toRally(rallyId, 'poll:closed', this.view(record, false));
  }

  private async closeAll(rallyId: string): Promise<void> {
    for (const record of await this.register.ofRally(rallyId)) {
      if (record.poll.state === 'open' && (await this.repository.close(record.poll.id, false)))
        await this.closed(record);
    }
  }

  /** The silence was moved: open polls of voting intention close when it begins, or go on. */
  private async keepSilence(): Promise<void> {
    for (const { id, rallyId } of await this.repository.closeBySilence()) {
      clearTimeout(this.timers.get(id));
      this.closeInTime(await this.register.refresh(rallyId, id));
    }
  }

  private async end(record: PollRecord, lateMs: number): Promise<PollView> {
    const { id, rallyId } = record.poll;
    const isNew = await this.repository.end(id, lateMs);
    const { poll } = await this.register.refresh(rallyId, id);
    if (poll.state !== 'open') throw new PollTransitionError(poll.state);
    this.closeInTime(record);
    if (isNew) this.broadcaster.toRally(rallyId, 'poll:ended', this.view(record, false));
    return this.view(record, true);
  }

  /** How much later than at its end ballots are taken: the law's silence waits for nobody. */
  private lateMsOf({ rallyId, votingIntention }: Poll): number {
    return !votingIntention && this.ladders.find(rallyId) ? lateBallotsMs : 0;
  }

  private closeInTime({ poll, endsAt }: PollRecord): void {
    if (endsAt !== null) this.closeLater(poll.rallyId, poll.id, endsAt + poll.lateMs - performance.now());
  }

  /** This process only wakes up and asks; whether the time is up the database says. */
  private closeLater(rallyId: string, pollId: string, ms: number): void {
    clearTimeout(this.timers.get(pollId));
    const timer = setTimeout(() => void this.closeIfDue(rallyId, pollId), Math.max(0, ms));
    this.timers.set(pollId, timer);
  }

  private async closeIfDue(rallyId: string, pollId: string): Promise<void> {
    try {
      const record = await this.register.get(rallyId, pollId);
      if (record.poll.state !== 'open') return;
      if (await this.repository.close(pollId, true)) return await this.closed(record);
      await this.register.refresh(rallyId, pollId);
      this.closeInTime(record);
    } catch (error) {
      this.logger.warn({ message: 'poll not closed yet', pollId, err: error as Error });
      this.closeLater(rallyId, pollId, askAgainMs);
    }
  }
}

function draftOf(dto: DraftPollDto): PollDraft {
  const problems = draftProblems(dto);
  if (Object.keys(problems).length) throw new PayloadError(problems);
  const options = dto.options ?? [];
  return {
    kind: dto.kind,
    question: dto.question,
    options,
    maxChoices: dto.kind === 'multiple' ? (dto.maxChoices ?? options.length) : 1,
    results: dto.results,
    changeable: dto.changeable,
    votingIntention: dto.votingIntention ?? false,
    seconds: dto.seconds ?? null,
  };
}

const ballotView = ({ poll }: PollRecord, voter: string, { choices, castAt }: StoredBallot): BallotView => ({
  pollId: poll.id,
  choices: fromMask(choices),
  castAt: isoOf(castAt),
  receipt: receiptOf(voter),
});

let lastDate: Date | null = null;
let lastIso = '';

/** A batch of ballots has one time; its text is made once. */
function isoOf(date: Date): string {
  if (date !== lastDate) [lastDate, lastIso] = [date, date.toISOString()];
  return lastIso;
}
