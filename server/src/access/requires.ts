import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { Request } from 'express';
import type { Caller } from './caller.js';
import { UnauthenticatedError } from './access.errors.js';

export const accessMetadata = 'sammelan:access';
export type Access = Permission | 'public' | 'session' | 'stream-key';

/**
 * Who may call this route: a permission in the rally that the path names (`:rallyId`), else in the organisation.
 * Every route carries this, `@WithSession()`, `@WithStreamKey()` or `@Public()`; the server does not start with one that carries none.
 */
export const Requires = (permission: Permission) => SetMetadata(accessMetadata, permission satisfies Access);

/** Anyone, without a session. */
export const Public = () => SetMetadata(accessMetadata, 'public' satisfies Access);

/** An encoder with a stream key instead of a session; the service that is called reads the key. */
export const WithStreamKey = () => SetMetadata(accessMetadata, 'stream-key' satisfies Access);

/** Anyone with a session. */
export const WithSession = () => SetMetadata(accessMetadata, 'session' satisfies Access);

export type RequestWithCaller = Request & { caller?: Caller };

/** The caller, as the session says. */
export const CallerParam = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new UnauthenticatedError();
  return caller;
});
