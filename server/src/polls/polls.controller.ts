import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ListBallotsDto, type PollView } from '@sammelan/shared/polls/polls.dto.js';
import type { Response } from 'express';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, type RequestWithCaller, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { PollResultsService } from './poll-results.service.js';
import { PollsService } from './polls.service.js';

const csv = 'text/csv; charset=utf-8';

@Controller('api/rallies/:rallyId/polls')
export class PollsController {
  constructor(
    private readonly polls: PollsService,
    private readonly results: PollResultsService,
  ) {}

  @Requires('rally.desk')
  @Get()
  list(@Param('rallyId', IdPipe) rallyId: string, @CallerParam() caller: Caller): Promise<PollView[]> {
    return this.polls.listFor(rallyId, caller);
  }

  /** Results in total and by region, of those regions that the caller's role covers. */
  @Requires('poll.results')
  @Get(':pollId/results.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="poll-results.csv"')
  csv(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('pollId', IdPipe) pollId: string,
  ): Promise<string> {
    return this.results.csv(caller, rallyId, pollId);
  }

  /** Every ballot of a closed poll under its receipt, for all who may watch the rally to recount. It never changes. */
  @Public()
  @Get(':pollId/ballots.csv')
  async ballots(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('pollId', IdPipe) pollId: string,
    @Query() { starts }: ListBallotsDto,
    @Req() { caller }: RequestWithCaller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { list, open } = await this.results.ballotsCsv(caller ?? null, rallyId, pollId, starts);
    response.setHeader('cache-control', open ? 'public, max-age=300' : 'private, no-store');
    return new StreamableFile(Readable.from(list), { type: csv, disposition: 'attachment; filename="ballots.csv"' });
  }
}
