import { Injectable } from '@nestjs/common';
import { textIn } from '@sammelan/shared/contract/local-text.js';
import { ballotKinds, choiceCount } from '@sammelan/shared/polls/polls.rules.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { byteOrderMark, csvLine } from '../http/csv.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { BallotsRepository } from './ballots.repository.js';
import type { Poll } from './poll.entity.js';
import { type PollRecord, PollRegister, withheldUntil } from './poll-register.service.js';
import { PollNotClosedError, PollSilencedError } from './polls.errors.js';
import { pseudonymsFrom, receiptOf } from './receipts.js';
import { TalliesService } from './tallies.service.js';

/** Ballots read at once for the list. */
const pageRows = 5000;

/** A closed poll's results and its ballots as tables to take away. */
@Injectable()
export class PollResultsService {
  constructor(
    private readonly register: PollRegister,
    private readonly ballots: BallotsRepository,
    private readonly tallies: TalliesService,
    private readonly regions: RegionsService,
    private readonly rallies: RalliesService,
    private readonly organisation: OrganisationService,
    private readonly callers: CallersService,
  ) {}

  /**
   * The total, then the total apart by kind of ballot (as `shownKinds` has it), then a line for each region that may be shown (see shown-regions.ts) with
   * the sum of its subtree; as far as the caller's role covers them. Columns: path, code, names, ballots (`all` or a kind),
   * voters, then a column an option. @throws NotFoundError, PollNotClosedError
   */
  async csv(caller: Caller, rallyId: string, pollId: string): Promise<string> {
    const { organisationId } = await this.rallies.get(rallyId);
    const record = await this.register.get(rallyId, pollId);
    const scope = { organisationId, rallyId };
    if (record.poll.state === 'draft' && !this.callers.may(caller, 'poll.edit', scope)) throw new NotFoundError('poll');
    const shown = await this.tallies.byRegion(record);
    const { tally } = record;
    const rows = [
      { regionPath: '/', ballots: 'all', ...tally },
      ...Object.entries(tally.byKind ?? {}).map(([kind, votes]) => ({ regionPath: '/', ballots: kind, ...votes })),
      ...[...shown].flatMap(([parent, parts]) =>
        parts.filter(({ regionPath }) => regionPath !== parent).map((part) => ({ ...part, ballots: 'all' })),
      ),
    ];
    const options = optionsOf(record.poll);
    const lines = rows
      .filter(({ regionPath }) => this.callers.may(caller, 'poll.results', { ...scope, regionPath }))
      .sort((a, b) => (a.regionPath < b.regionPath ? -1 : a.regionPath > b.regionPath ? 1 : 0))
      .map(({ regionPath, ballots, voters, counts }) => {
        const { en, hi } = this.regions.name(regionPath);
        const code = this.regions.byPath(regionPath)?.code ?? null;
        return csvLine([regionPath, code, en ?? null, hi ?? null, ballots, voters, ...counts.slice(0, options.length)]);
      });
    const head = csvLine(['path', 'code', 'name', 'name_hi', 'ballots', 'voters', ...options]);
    return [byteOrderMark, head, ...lines].join('');
  }

  /**
   * Every ballot of a closed poll, for all who may watch the rally, and whether that is anyone; in the order of the receipts, which says nothing of when they were
   * cast; or those whose receipts begin with `starts`. Columns: receipt, kind, then a column an option, 1 where it was chosen.
   * @throws NotFoundError, RallyPrivateError, PollNotClosedError, PollSilencedError
   */
  async ballotsCsv(
    caller: Caller | null,
    rallyId: string,
    pollId: string,
    starts = '',
  ): Promise<{ list: AsyncIterable<string>; open: boolean }> {
    const rally = await this.rallies.get(rallyId);
    await this.rallies.demandInvited(rally, caller);
    const record = await this.register.get(rallyId, pollId);
    if (record.poll.state === 'draft') throw new NotFoundError('poll');
    if (record.poll.state === 'open') throw new PollNotClosedError();
    const withheld = withheldUntil(record, this.organisation.get().silence);
    if (withheld !== null) throw new PollSilencedError(withheld);
    return { list: this.list(record, starts), open: rally.watchAudience === 'everyone' };
  }

  private async *list({ poll, shownAs }: PollRecord, starts: string): AsyncGenerator<string> {
    const options = optionsOf(poll);
    yield byteOrderMark + csvLine(['receipt', 'kind', ...options]);
    const { first, last } = pseudonymsFrom(starts);
    for (let after = first; ;) {
      const page = await this.ballots.list(poll.number, after, last, pageRows);
      yield page
        .map(({ voter, kind, choices }) =>
          csvLine([
            receiptOf(voter),
            shownAs[ballotKinds[kind] ?? 'anonymous'],
            ...options.map((_, option) => (choices >> option) & 1),
          ]),
        )
        .join('');
      if (page.length < pageRows) return;
      after = page.at(-1)?.voter ?? last;
    }
  }
}

/** What the columns of a poll's options are called. */
const optionsOf = (poll: Poll): string[] =>
  Array.from({ length: choiceCount(poll) }, (_, index) =>
    poll.kind === 'rating' ? String(index + 1) : textIn(poll.options[index] ?? {}, 'en'),
  );
