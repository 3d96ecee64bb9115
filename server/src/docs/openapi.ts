import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { contentSecurityPolicy } from '../http/content-security-policy.js';

const path = 'api/docs';

/**
 * OpenAPI at `/api/docs` (page) and `/api/docs-json`. The document is made when it is first asked for, and what makes it is
 * loaded then: five hundred files that no start needs. Schemas come from the DTOs' own validators, so there is nothing to
 * keep in step.
 */
export function serveDocs(app: NestExpressApplication): void {
  // The page's own style is inline; its scripts are files.
  const directives = { ...contentSecurityPolicy.directives, styleSrc: ["'self'", "'unsafe-inline'"] };
  app.use(`/${path}`, helmet.contentSecurityPolicy({ ...contentSecurityPolicy, directives }));
  let page: Promise<RequestHandler> | null = null;
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!/^\/api\/docs(-|\/|$)/.test(request.path)) return next();
    page ??= import('./openapi-page.js').then(({ openApiPage }) => openApiPage(app, path));
    page.then((handle) => handle(request, response, next) as unknown, next);
  });
}
