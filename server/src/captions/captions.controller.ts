import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import {
  type CaptionKeyView,
  type CaptionView,
  CreateCaptionKeyDto,
  FeedCaptionDto,
  WriteCaptionDto,
} from '@sammelan/shared/captions/captions.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { CaptionKeysService } from './caption-keys.service.js';
import { CaptionsService } from './captions.service.js';

@Controller('api')
export class CaptionsController {
  constructor(
    private readonly captions: CaptionsService,
    private readonly keys: CaptionKeysService,
  ) {}

  @Requires('caption.write')
  @Post('rallies/:rallyId/captions')
  @HttpCode(200)
  write(
    @CallerParam() { identityId }: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: WriteCaptionDto,
  ): Promise<CaptionView> {
    return this.captions.write({ rallyId, authorId: identityId, countedAs: identityId }, dto);
  }

  /** For captioners outside, who have no session but a key, in the header `Caption-Key`. */
  @Public()
  @Post('captions')
  @HttpCode(200)
  feed(@Headers('caption-key') key: string | undefined, @Body() dto: FeedCaptionDto): Promise<CaptionView> {
    return this.keys.feed(key, dto);
  }

  @Requires('caption.keys')
  @Get('rallies/:rallyId/caption-keys')
  list(@Param('rallyId', IdPipe) rallyId: string): Promise<CaptionKeyView[]> {
    return this.keys.list(rallyId);
  }

  @Requires('caption.keys')
  @Post('rallies/:rallyId/caption-keys')
  create(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: CreateCaptionKeyDto,
  ): Promise<CaptionKeyView> {
    return this.keys.create(caller, rallyId, dto);
  }

  @Requires('caption.keys')
  @Delete('rallies/:rallyId/caption-keys/:keyId')
  @HttpCode(204)
  revoke(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('keyId', IdPipe) keyId: string,
  ): Promise<void> {
    return this.keys.revoke(caller, rallyId, keyId);
  }
}
