import { Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  FindRegionsDto,
  ImportRegionsQueryDto,
  type PinView,
  type RegionImportView,
  type RegionView,
} from '@sammelan/shared/regions/regions.dto.js';
import type { Request } from 'express';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, Requires } from '../access/requires.js';
import { PinCodesService } from './pin-codes.service.js';
import { RegionImportService } from './region-import.service.js';
import { RegionsService } from './regions.service.js';

/** The tree changes with an import, seldom; five minutes old is fresh enough for a picker. */
const publicCache = 'public, max-age=300';

@Controller('api/regions')
export class RegionsController {
  constructor(
    private readonly regions: RegionsService,
    private readonly imports: RegionImportService,
    private readonly pins: PinCodesService,
  ) {}

  /** The body is the CSV itself (`text/csv`), streamed; how to read it is in the query. */
  @Requires('region.import')
  @Post('import')
  @HttpCode(200)
  import(
    @CallerParam() caller: Caller,
    @Query() { mapping }: ImportRegionsQueryDto,
    @Req() request: Request,
  ): Promise<RegionImportView> {
    return this.imports.import(caller, mapping, request);
  }

  @Requires('region.list')
  @Get()
  list(@Query() query: FindRegionsDto): RegionView[] {
    return this.regions.find(query);
  }

  /** For the citizen's picker: the children of a region, or those that a search finds in any language. */
  @Public()
  @Get('public')
  @Header('Cache-Control', publicCache)
  listPublic(@Query() query: FindRegionsDto): RegionView[] {
    return this.regions.find(query);
  }

  /** The districts (and blocks, where their names are known) that a PIN code's post offices belong to. */
  @Public()
  @Get('pin/:pin')
  @Header('Cache-Control', publicCache)
  byPin(@Param('pin') pin: string): Promise<PinView> {
    return this.pins.find(pin);
  }
}
