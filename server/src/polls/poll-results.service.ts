import { Injectable } from '@nestjs/common';
import { textIn } from '@sammelan/shared/contract/local-text.js';
import { choiceCount } from '@sammelan/shared/polls/polls.rules.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import { byteOrderMark, csvLine } from '../http/csv.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RegionsService } from '../regions/regions.service.js';
import { PollRegister } from './poll-register.service.js';
import { rollUpAll } from './roll-up.js';
import { TalliesService } from './tallies.service.js';

/** A poll's results as a table to take away. */
@Injectable()
export class PollResultsService {
  constructor(
    private readonly register: PollRegister,
    private readonly tallies: TalliesService,
    private readonly regions: RegionsService,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
  ) {}

  /**
   * A line for every region with votes and for all above it, as far as the caller's role covers them, each with the sum of its subtree; `/` is the total. Columns: path,
   * code, names, voters, then a column an option. @throws NotFoundError
   */
  async csv(caller: Caller, rallyId: string, pollId: string): Promise<string> {
    const { organisationId } = await this.rallies.get(rallyId);
    const record = await this.register.get(rallyId, pollId);
    const { kind, options, state } = record.poll;
    const scope = { organisationId, rallyId };
    if (state === 'draft' && !this.callers.may(caller, 'poll.edit', scope)) throw new NotFoundError('poll');
    const choices = Array.from({ length: choiceCount(record.poll) }, (_, index) =>
      kind === 'rating' ? String(index + 1) : textIn(options[index] ?? {}, 'en'),
    );
    const rows = rollUpAll(await this.tallies.byRegion(record)).filter(({ regionPath }) =>
      this.callers.may(caller, 'poll.results', { ...scope, regionPath }),
    );
    const lines = rows.map(({ regionPath, voters, counts }) => {
      const { en, hi } = this.regions.name(regionPath);
      const code = this.regions.byPath(regionPath)?.code ?? null;
      return csvLine([regionPath, code, en ?? null, hi ?? null, voters, ...counts.slice(0, choices.length)]);
    });
    return [byteOrderMark, csvLine(['path', 'code', 'name', 'name_hi', 'voters', ...choices]), ...lines].join('');
  }
}
