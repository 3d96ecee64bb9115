import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ReplayChatDto, type ReplayChatView, type ReplayView } from '@sammelan/shared/recordings/recordings.dto.js';
import type { Request, Response } from 'express';
import { Public, type RequestWithCaller } from '../access/requires.js';
import { LeanHeaders } from '../http/lean-headers.js';
import { IdPipe } from '../http/payload.pipe.js';
import { DownloadsService } from './downloads.service.js';
import { ReplayFiles } from './replay-files.service.js';
import { ReplaysService } from './replays.service.js';

/** What was published can be taken back: nobody keeps it for longer. */
const keepSeconds = { playlist: 10, segment: 300, chat: 60 };

@Controller()
export class ReplaysController {
  constructor(
    private readonly replays: ReplaysService,
    private readonly files: ReplayFiles,
    private readonly downloads: DownloadsService,
  ) {}

  @Public()
  @Get('api/rallies/:rallyId/replay')
  find(@Param('rallyId', IdPipe) rallyId: string, @Req() { caller }: RequestWithCaller): Promise<ReplayView> {
    return this.replays.view(rallyId, caller ?? null);
  }

  /** What was said, piece by piece. */
  @Public()
  @Get('api/rallies/:rallyId/replay/chat')
  async chat(
    @Param('rallyId', IdPipe) rallyId: string,
    @Query() { piece }: ReplayChatDto,
    @Req() { caller }: RequestWithCaller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReplayChatView> {
    const { view, open } = await this.replays.said(rallyId, caller ?? null, piece);
    keep(response, open, keepSeconds.chat);
    return view;
  }

  /** The recording as one file; the key is in the address that its organisers are given. */
  @Public()
  @Get('replay/:rallyId/:key/file/:name')
  async download(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('key') key: string,
    @Param('name') name: string,
    @Res() response: Response,
  ): Promise<void> {
    const path = await this.downloads.file(rallyId, key);
    keep(response, false, 0);
    response.attachment(name);
    response.sendFile(path, { dotfiles: 'allow', cacheControl: false });
  }

  @Public()
  @Get('replay/:rallyId/:key/:name')
  @UseInterceptors(LeanHeaders)
  async playlist(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('key') key: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { content, open } = await this.files.playlist(rallyId, key, name);
    keep(response, open, keepSeconds.playlist);
    response.set({ 'Content-Type': 'application/vnd.apple.mpegurl', Vary: 'Accept-Encoding', ETag: content.tag });
    const zipped = request.acceptsEncodings('gzip') === 'gzip';
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    response.send(zipped ? content.gzip : content.plain);
  }

  @Public()
  @Get('replay/:rallyId/:key/:take/:name')
  @UseInterceptors(LeanHeaders)
  async segment(
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('key') key: string,
    @Param('take') take: string,
    @Param('name') name: string,
    @Res() response: Response,
  ): Promise<void> {
    const { content, open } = await this.files.segment(rallyId, key, take, name);
    keep(response, open, keepSeconds.segment);
    const type = name.endsWith('.vtt') ? 'text/vtt' : name.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4';
    response.type(type);
    response.sendFile(content, { dotfiles: 'allow', cacheControl: false });
  }
}

function keep(response: Response, open: boolean, seconds: number): void {
  response.setHeader('Cache-Control', open ? `public, max-age=${seconds}` : 'private, no-store');
}
