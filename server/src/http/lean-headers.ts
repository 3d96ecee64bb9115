import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';

/** What a browser heeds in a page only; `X-Content-Type-Options`, which keeps a file from being taken for a page, stays. */
const ofPages = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Request-Id',
  'X-XSS-Protection',
];

/**
 * For files that are fetched by the thousand, each second or two: what protects pages weighs a kilobyte, a sixth of two seconds
 * of sound.
 */
@Injectable()
export class LeanHeaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    for (const name of ofPages) response.removeHeader(name);
    return next.handle();
  }
}
