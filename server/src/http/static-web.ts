import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import sirv from 'sirv';

/** Which page answers which address; the first match wins. Each is a page of its own so that citizens load little. */
const pages: [RegExp, string][] = [
  [/^\/console(\/|$)/, 'console.html'],
  [/^\/speak(\/|$)/, 'speak.html'],
  [/^\/(caption|interpret)(\/|$)/, 'booth.html'],
  [/^\/claim(\/|$)/, 'claim.html'],
  [/^\/signin(\/|$)/, 'sign-in.html'],
  [/^\//, 'watch.html'],
];

/** Hashed files never change; pages are asked for anew each time, so that a deploy reaches everybody. */
const yearSeconds = 31_536_000;

/** Serves the built web pages with their precompressed variants. Null where they were not built. */
export function staticWeb(webDir: string): RequestHandler | null {
  if (!existsSync(join(webDir, 'watch.html'))) return null;
  const files = sirv(webDir, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      const hashed = path.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
    },
  });
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.path.startsWith('/api/') || request.path === '/metrics') return next();
    files(request, response, () => {
      const isFile = /\.[a-z0-9]+$/i.test(request.path);
      if (isFile || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
      const page = pages.find(([pattern]) => pattern.test(request.path))?.[1] ?? 'watch.html';
      request.url = `/${page}`;
      files(request, response, next);
    });
  };
}
