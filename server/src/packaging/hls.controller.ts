import { Controller, Get, Header, Param, Req, Res, UseInterceptors } from '@nestjs/common';
import type { StreamView } from '@sammelan/shared/packaging/packaging.dto.js';
import type { Request, Response } from 'express';
import { Public, type RequestWithCaller } from '../access/requires.js';
import { readPartUri } from '../media/packaging/live-parts.js';
import { LeanHeaders } from '../http/lean-headers.js';
import { IdPipe } from '../http/payload.pipe.js';
import { SlidesService } from '../playback/slides.service.js';
import { HlsService } from './hls.service.js';
import { LowLatencyService, type PlaylistWish } from './low-latency.service.js';
import type { SignedRequest } from './signed-path.js';
import { StreamAccess } from './stream-access.service.js';

/** Six targets (draft-pantos-hls-rfc8216bis, 6.2.5). */
const waitedCacheSeconds = 18;
/** A segment's address names one content for good. */
const segmentCacheMs = 365 * 24 * 3600 * 1000;

/** But captions are corrected; a player asks for each of them once. */
const textCacheSeconds = 10;

/** Players on other sites may read, and see what it weighed. */
const OpenToOthers = (): MethodDecorator => (target, key, descriptor) => {
  Header('Access-Control-Allow-Origin', '*')(target, key, descriptor);
  Header('Cross-Origin-Resource-Policy', 'cross-origin')(target, key, descriptor);
  Header('Timing-Allow-Origin', '*')(target, key, descriptor);
};

/** What caches in front of the server keep for everybody. A signature, where one is needed, stands in the path (`signedPath`). */
@Controller()
@UseInterceptors(LeanHeaders)
export class HlsController {
  constructor(
    private readonly hls: HlsService,
    private readonly lowLatency: LowLatencyService,
    private readonly slides: SlidesService,
    private readonly access: StreamAccess,
  ) {}

  /** Where a rally's HLS is. */
  @Public()
  @Get('api/rallies/:rallyId/stream')
  async find(@Param('rallyId', IdPipe) rallyId: string, @Req() { caller }: RequestWithCaller): Promise<StreamView> {
    await this.access.demandInvited(rallyId, caller ?? null);
    return this.hls.view(rallyId);
  }

  /** A still of what is on air, at most ten seconds old: for those who save data. The same one is not sent again (`ETag`). */
  @Public()
  @Get('hls/:rallyId/slide.webp')
  @Header('Cache-Control', 'public, max-age=5')
  @OpenToOthers()
  async slide(
    @Param('rallyId', IdPipe) rallyId: string,
    @Req() { hlsSignature }: SignedRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.access.demandSigned(rallyId, hlsSignature);
    const { picture } = await this.slides.find(rallyId);
    response.type('image/webp').send(picture);
  }

  @Public()
  @Get('hls/:rallyId/:name')
  @OpenToOthers()
  async playlist(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('name') name: string,
    @Req() request: SignedRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.hls.admit(rallyId, request.hlsSignature);
    const wish = wishOf(request.query);
    const { plain, gzip, tag } =
      (await this.lowLatency.playlist(rallyId, name, wish)) ?? this.hls.playlist(rallyId, name);
    response.set({
      // What was waited for does not change any more before it is of no use.
      'Cache-Control': `public, max-age=${wish.segment === null ? 1 : waitedCacheSeconds}`,
      'Content-Type': 'application/vnd.apple.mpegurl',
      Vary: 'Accept-Encoding',
      ETag: tag,
    });
    const zipped = request.acceptsEncodings('gzip') === 'gzip';
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    response.send(zipped ? gzip : plain);
  }

  @Public()
  @Get('hls/:rallyId/:take/:name')
  @OpenToOthers()
  async segment(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('take') take: string,
    @Param('name') name: string,
    @Req() request: SignedRequest,
    @Res() response: Response,
  ): Promise<void> {
    const maxAge = Math.min(segmentCacheMs, await this.hls.admit(rallyId, request.hlsSignature));
    if (name.endsWith('.vtt')) {
      const text = await this.hls.text(rallyId, take, name);
      response.type('text/vtt').set('Cache-Control', `public, max-age=${textCacheSeconds}`).send(text);
      return;
    }
    if (readPartUri(name)) {
      const part = await this.lowLatency.part(rallyId, take, name);
      response
        .type('video/iso.segment')
        .set('Cache-Control', `public, max-age=${Math.floor(maxAge / 1000)}`)
        .send(part);
      return;
    }
    const path = await this.hls.file(rallyId, take, name);
    response.type(name.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4');
    // What never changes is never asked after: nothing to ask by is sent along.
    response.sendFile(path, { maxAge, immutable: true, dotfiles: 'allow', etag: false, lastModified: false });
  }
}

/** What a player asks of a playlist by its query; what is no number asks for nothing. */
function wishOf(query: Request['query']): PlaylistWish {
  const number = (value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null);
  return {
    segment: number(query['_HLS_msn']),
    part: number(query['_HLS_part']),
    skip: query['_HLS_skip'] === 'YES' || query['_HLS_skip'] === 'v2',
  };
}
