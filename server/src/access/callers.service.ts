import { Injectable } from '@nestjs/common';
import { allows, type Permission, permissions, type Target } from '@sammelan/shared/access/access.rules.js';
import type { MeView } from '@sammelan/shared/auth/auth.dto.js';
import { ForbiddenError } from './access.errors.js';
import type { Caller } from './caller.js';
import { GrantsService } from './grants.service.js';
import { TokensService } from './tokens.service.js';

/** Turns tokens into callers and says what a caller may do. The only place that asks the policy. */
@Injectable()
export class CallersService {
  constructor(
    private readonly tokens: TokensService,
    private readonly grants: GrantsService,
  ) {}

  /** @throws UnauthenticatedError */
  async fromToken(token: string): Promise<Caller> {
    const session = await this.tokens.readSession(token);
    return { ...session, grants: this.grants.of(session.identityId) };
  }

  may(caller: Caller, permission: Permission, target: Target): boolean {
    return allows(caller.grants, permission, target, Date.now());
  }

  /** @throws ForbiddenError */
  demand(caller: Caller, permission: Permission, target: Target): void {
    if (!this.may(caller, permission, target)) throw new ForbiddenError();
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
