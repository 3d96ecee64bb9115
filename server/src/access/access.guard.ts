import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { OrganisationService } from '../organisation/organisation.service.js';
import { UnauthenticatedError } from './access.errors.js';
import { CallersService } from './callers.service.js';
import { type Access, accessMetadata, type RequestWithCaller } from './requires.js';

/** Lets a REST request through only if its route says who may call it and the caller is one of them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: CallersService,
    private readonly organisation: OrganisationService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(accessMetadata, context.getHandler());
    if (access === undefined) throw new Error(`route without a declared permission: ${context.getHandler().name}`);
    // Its bearer token is no session.
    if (access === 'stream-key') return true;
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token) request.caller = await this.callers.fromToken(token);
    if (access === 'public') return true;
    if (!request.caller) throw new UnauthenticatedError();
    if (access === 'session') return true;
    const { rallyId } = request.params;
    if (typeof rallyId === 'string') await this.callers.know(rallyId);
    this.callers.demand(request.caller, access, {
      organisationId: this.organisation.id,
      ...(typeof rallyId === 'string' ? { rallyId } : {}),
    });
    return true;
  }
}
