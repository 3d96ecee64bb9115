import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import type { StreamView } from '@sammelan/shared/packaging/packaging.dto.js';
import type { Request, Response } from 'express';
import { Public } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { HlsService } from './hls.service.js';

/** A segment's address names one content for good. */
const segmentCacheMs = 365 * 24 * 3600 * 1000;

@Controller()
export class HlsController {
  constructor(private readonly hls: HlsService) {}

  /** Where a rally's HLS is. */
  @Public()
  @Get('api/rallies/:rallyId/stream')
  find(@Param('rallyId', IdPipe) rallyId: string): StreamView {
    return this.hls.view(rallyId);
  }

  @Public()
  @Get('hls/:rallyId/:name')
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  @Header('Cache-Control', 'public, max-age=1')
  @Header('Content-Type', 'application/vnd.apple.mpegurl')
  @Header('Vary', 'Accept-Encoding')
  playlist(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const { plain, gzip, tag } = this.hls.playlist(rallyId, name);
    response.setHeader('ETag', tag);
    const zipped = request.acceptsEncodings('gzip') === 'gzip';
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    response.send(zipped ? gzip : plain);
  }

  @Public()
  @Get('hls/:rallyId/:take/:name')
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  async segment(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('take') take: string,
    @Param('name') name: string,
    @Res() response: Response,
  ): Promise<void> {
    const path = await this.hls.file(rallyId, take, name);
    response.type(name.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4');
    response.sendFile(path, { maxAge: segmentCacheMs, immutable: true, dotfiles: 'allow' });
  }
}
