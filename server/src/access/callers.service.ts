import { Injectable } from '@nestjs/common';
import {
  type GrantScope,
  highestRole,
  type Permission,
  permissions,
  type Role,
  type Target,
} from '@sammelan/shared/access/access.rules.js';
import { type Aim, type Decision, decide } from '@sammelan/shared/access/policy.rules.js';
import type { MeView } from '@sammelan/shared/auth/auth.dto.js';
import { isUUID } from 'class-validator';
import { ForbiddenError } from './access.errors.js';
import type { Caller } from './caller.js';
import { GrantsService } from './grants.service.js';
import { RallyScopes } from './rally-scopes.service.js';
import { type SessionClaims, TokensService } from './tokens.service.js';

type SessionCheck = (session: SessionClaims) => void;

/** Turns tokens into callers and says what a caller may do. The only place that asks the policy. */
@Injectable()
export class CallersService {
  private checkSession: SessionCheck = () => undefined;

  constructor(
    private readonly tokens: TokensService,
    private readonly grants: GrantsService,
    private readonly scopes: RallyScopes,
  ) {}

  /** The feature that ends sessions says which are over: `check` throws. It is asked for every request and handshake. */
  checkSessionsBy(check: SessionCheck): void {
    this.checkSession = check;
  }

  /** @throws UnauthenticatedError */
  async fromToken(token: string): Promise<Caller> {
    const session = await this.tokens.readSession(token);
    this.checkSession(session);
    return { ...session, grants: this.grants.of(session.identityId) };
  }

  /** To be awaited before anything is asked about a rally that nobody may have looked at yet. */
  async know(rallyId: string): Promise<void> {
    if (isUUID(rallyId)) await this.scopes.load(rallyId);
  }

  decide({ grants }: Pick<Caller, 'grants'>, permission: Permission, aim: Aim): Decision {
    return decide(grants, permission, { ...this.locate(aim), ...(aim.person && { person: aim.person }) }, Date.now());
  }

  may(caller: Pick<Caller, 'grants'>, permission: Permission, aim: Aim): boolean {
    return this.decide(caller, permission, aim).allowed;
  }

  /** @throws ForbiddenError, saying what was missing */
  demand(caller: Pick<Caller, 'grants'>, permission: Permission, aim: Aim): void {
    const decision = this.decide(caller, permission, aim);
    if (!decision.allowed) throw new ForbiddenError(decision.reason);
  }

  /** The most powerful role that the grants give there; null where they give none. */
  roleOf(grants: readonly GrantScope[], target: Target): Role | null {
    return highestRole(grants, this.locate(target), Date.now());
  }

  /** The target alone, with the region that its rally is for. */
  locate({ organisationId, rallyId, regionPath }: Target): Target {
    return {
      organisationId,
      ...(rallyId === undefined ? {} : { rallyId, rallyPath: this.scopes.pathOf(rallyId) }),
      ...(regionPath === undefined ? {} : { regionPath }),
    };
  }

  me(caller: Caller, target: Target): MeView {
    return {
      identityId: caller.identityId,
      name: caller.name,
      grants: [...caller.grants],
      permissions: (Object.keys(permissions) as Permission[]).filter((one) => this.may(caller, one, target)),
    };
  }
}
