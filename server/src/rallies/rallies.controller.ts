import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { CreateRallyDto, EditRallyDto, MoveRallyDto, type RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { Request, Response } from 'express';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, type RequestWithCaller, Requires, WithSession } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { CoversService } from './covers.service.js';
import { Pictures } from './pictures.service.js';
import { RallyDeskService } from './rally-desk.service.js';
import { RalliesService } from './rallies.service.js';

/** A cover's address names one picture for good. */
const coverCacheMs = 365 * 24 * 3600 * 1000;

@Controller('api/rallies')
export class RalliesController {
  constructor(
    private readonly rallies: RalliesService,
    private readonly desk: RallyDeskService,
    private readonly covers: CoversService,
    private readonly pictures: Pictures,
  ) {}

  /** Rallies that anyone may see: announced, open, live and just ended. */
  @Public()
  @Get('public')
  async listPublic(): Promise<RallyView[]> {
    const rallies = await this.rallies.list(['scheduled', 'open', 'live', 'ended']);
    return rallies.filter(({ watchAudience }) => watchAudience === 'everyone').map((rally) => this.rallies.view(rally));
  }

  @Public()
  @Get('public/:slug')
  getPublic(@Param('slug') slug: string, @Req() { caller }: RequestWithCaller): Promise<RallyView> {
    return this.rallies.publicView(slug, caller ?? null);
  }

  @Public()
  @Get('covers/:name')
  async cover(@Param('name') name: string, @Res() response: Response): Promise<void> {
    response.sendFile(await this.pictures.find(name), { maxAge: coverCacheMs, immutable: true, dotfiles: 'allow' });
  }

  /** Rallies in which the caller has a place at the desk; none for a viewer. */
  @WithSession()
  @Get()
  list(@CallerParam() caller: Caller): Promise<RallyView[]> {
    return this.desk.list(caller);
  }

  @Requires('rally.create')
  @Post()
  create(@CallerParam() caller: Caller, @Body() dto: CreateRallyDto): Promise<RallyView> {
    return this.desk.create(caller, dto);
  }

  @Requires('rally.desk')
  @Get(':rallyId')
  get(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RallyView> {
    return this.desk.get(caller, rallyId);
  }

  @Requires('rally.edit')
  @Patch(':rallyId')
  edit(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: EditRallyDto,
  ): Promise<RallyView> {
    return this.desk.edit(caller, rallyId, dto);
  }

  @Requires('rally.direct')
  @Post(':rallyId/state')
  move(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() { to }: MoveRallyDto,
  ): Promise<RallyView> {
    return this.desk.move(caller, rallyId, to);
  }

  /** The body is the picture itself: JPEG, PNG or WebP. */
  @Requires('rally.edit')
  @Put(':rallyId/cover')
  setCover(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Req() request: Request,
  ): Promise<RallyView> {
    return this.covers.set(caller, rallyId, request);
  }

  @Requires('rally.edit')
  @Delete(':rallyId/cover')
  removeCover(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RallyView> {
    return this.covers.remove(caller, rallyId);
  }
}
