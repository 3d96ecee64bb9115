import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { withLogFields } from '../logging/context.js';

const idPattern = /^[\w-]{8,64}$/;
const rallyPattern = /^\/api\/rallies\/([0-9a-f-]{36})(?:\/|$)/;

/** Gives every request an id (a proxy's own is kept), in the logs and in the response, so that a report can be traced. */
export function requestContext(request: Request, response: Response, next: NextFunction): void {
  const given = request.header('x-request-id');
  const requestId = given !== undefined && idPattern.test(given) ? given : randomUUID();
  response.setHeader('x-request-id', requestId);
  const rallyId = rallyPattern.exec(request.path)?.[1];
  withLogFields({ requestId, ...(rallyId ? { rallyId } : {}) }, next);
}
