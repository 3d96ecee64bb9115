import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CreateStreamKeyDto, type MadeStreamKeyView, type StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { IngestDeskService } from './ingest-desk.service.js';
import { StreamKeysService } from './stream-keys.service.js';

@Controller('api/rallies/:rallyId/stream-keys')
export class StreamKeysController {
  constructor(
    private readonly keys: StreamKeysService,
    private readonly desk: IngestDeskService,
  ) {}

  /** The rally's stream keys, without their secrets, and what is sent by each now. */
  @Requires('ingest.edit')
  @Get()
  list(@Param('rallyId', IdPipe) rallyId: string): Promise<StreamKeysView> {
    return this.desk.keys(rallyId);
  }

  /** A key for a speaker's encoder. Its secret is in this answer, and nowhere else. */
  @Requires('ingest.edit')
  @Post()
  create(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: CreateStreamKeyDto,
  ): Promise<MadeStreamKeyView> {
    return this.keys.create(caller, rallyId, dto);
  }

  /** Another secret for the key; the old one, and what is sent by it, ends. */
  @Requires('ingest.edit')
  @Post(':streamKeyId/rotate')
  rotate(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('streamKeyId', IdPipe) keyId: string,
  ): Promise<MadeStreamKeyView> {
    return this.keys.rotate(caller, rallyId, keyId);
  }

  @Requires('ingest.edit')
  @Delete(':streamKeyId')
  @HttpCode(204)
  revoke(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('streamKeyId', IdPipe) keyId: string,
  ): Promise<void> {
    return this.keys.revoke(caller, rallyId, keyId);
  }
}
