import { Controller, Delete, Headers, HttpCode, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Public, WithStreamKey } from '../access/requires.js';
import { readBody } from '../http/body.js';
import { ContentUnsupportedError } from './ingest.errors.js';
import { WhipService } from './whip.service.js';

/** An offer of three layers with every codec is under 10 KB. */
const maxMegabytes = 1 / 16;
const sdpType = 'application/sdp';
const fragmentType = 'application/trickle-ice-sdpfrag';
const methods = 'POST, PATCH, DELETE, OPTIONS';

/**
 * For every answer, errors included: an encoder may be a page of another site, which shows its key and no cookie. Reading
 * and replacing are reserved (RFC 9725, 4.2).
 */
export function whipHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match',
    'Access-Control-Expose-Headers': 'Location, ETag, Link, Accept-Patch',
    'Access-Control-Max-Age': '86400',
    'Accept-Post': sdpType,
    'Accept-Patch': fragmentType,
  });
  if (['GET', 'HEAD', 'PUT'].includes(request.method)) response.set('Allow', methods).sendStatus(405);
  else next();
}

/** Where encoders send to: `POST` an offer with the stream key as bearer token. */
@Controller('whip')
export class WhipController {
  constructor(private readonly whip: WhipService) {}

  @Public()
  @Options(['', ':ingestId'])
  @HttpCode(204)
  options(): void {}

  @WithStreamKey()
  @Post()
  async open(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Headers('authorization') authorization?: string,
  ): Promise<string> {
    const { id, etag, answer, links } = await this.whip.open(authorization, () => textOf(request, sdpType));
    response.location(`${request.protocol}://${request.host}/whip/${id}`).set({ ETag: etag }).type(sdpType);
    if (links.length > 0) response.set('Link', links);
    return answer;
  }

  @WithStreamKey()
  @Patch(':ingestId')
  async patch(
    @Param('ingestId') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Headers('authorization') authorization?: string,
    @Headers('if-match') ifMatch?: string,
  ): Promise<string | undefined> {
    const restarted = await this.whip.patch(authorization, id, ifMatch, () => textOf(request, fragmentType));
    response.status(restarted ? 200 : 204);
    if (restarted) response.set({ ETag: restarted.etag }).type(fragmentType);
    return restarted?.fragment;
  }

  @WithStreamKey()
  @Delete(':ingestId')
  async end(@Param('ingestId') id: string, @Headers('authorization') authorization?: string): Promise<string> {
    await this.whip.end(authorization, id);
    return '';
  }
}

/** @throws ContentUnsupportedError, FileTooLargeError */
async function textOf(request: Request, type: string): Promise<string> {
  const given = request.headers['content-type'];
  if (given?.split(';')[0]?.trim().toLowerCase() !== type) throw new ContentUnsupportedError(type);
  return (await readBody(request, maxMegabytes)).toString('utf8');
}
