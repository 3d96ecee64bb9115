import { Body, Controller, Get, Param, Patch, Post, Req } from '@nestjs/common';
import { CreateRallyDto, EditRallyDto, MoveRallyDto, type RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { rallyStates } from '@sammelan/shared/rallies/rallies.rules.js';
import { Public, type RequestWithCaller, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { RalliesService } from './rallies.service.js';

@Controller('api/rallies')
export class RalliesController {
  constructor(private readonly rallies: RalliesService) {}

  /** Rallies that anyone may see: announced, open, live and just ended. */
  @Public()
  @Get('public')
  listPublic(): Promise<RallyView[]> {
    return this.rallies.list(['scheduled', 'open', 'live', 'ended']);
  }

  @Public()
  @Get('public/:slug')
  getPublic(@Param('slug') slug: string, @Req() { caller }: RequestWithCaller): Promise<RallyView> {
    return this.rallies.publicView(slug, caller ?? null);
  }

  @Requires('rally.list')
  @Get()
  list(): Promise<RallyView[]> {
    return this.rallies.list(rallyStates);
  }

  @Requires('rally.create')
  @Post()
  create(@Body() dto: CreateRallyDto): Promise<RallyView> {
    return this.rallies.create(dto);
  }

  @Requires('rally.desk')
  @Get(':rallyId')
  async get(@Param('rallyId', IdPipe) rallyId: string): Promise<RallyView> {
    return this.rallies.view(await this.rallies.get(rallyId));
  }

  @Requires('rally.edit')
  @Patch(':rallyId')
  edit(@Param('rallyId', IdPipe) rallyId: string, @Body() dto: EditRallyDto): Promise<RallyView> {
    return this.rallies.edit(rallyId, dto);
  }

  @Requires('rally.direct')
  @Post(':rallyId/state')
  move(@Param('rallyId', IdPipe) rallyId: string, @Body() { to }: MoveRallyDto): Promise<RallyView> {
    return this.rallies.move(rallyId, to);
  }
}
