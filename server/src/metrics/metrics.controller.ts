import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ForbiddenError } from '../access/access.errors.js';
import { Public } from '../access/requires.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { MetricsService } from './metrics.service.js';

@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** For a scraper on a private address, or with METRICS_TOKEN. */
  @Public()
  @Get()
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!isPrivate(request.ip ?? '') && !this.hasToken(request)) throw new ForbiddenError();
    response.type(this.metrics.contentType).send(await this.metrics.text());
  }

  private hasToken(request: Request): boolean {
    const { metricsToken } = this.config;
    if (metricsToken === null) return false;
    const given = Buffer.from(bearer(request));
    const wanted = Buffer.from(metricsToken);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

const bearer = (request: Request): string => /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';

/** Loopback, RFC 1918, RFC 4193 and link-local addresses. */
function isPrivate(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  if (isIP(plain) === 4) return /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(plain);
  return plain === '::1' || /^f[cde]/i.test(plain);
}
