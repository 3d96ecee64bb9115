import { Injectable } from '@nestjs/common';
import type { MeView, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { v7 as uuid } from 'uuid';
import { CallersService } from '../access/callers.service.js';
import type { Caller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { TokensService } from '../access/tokens.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Connections } from '../realtime/connections.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly tokens: TokensService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly connections: Connections,
    private readonly organisation: OrganisationService,
  ) {}

  /** A new identity; nothing is stored until it does something. */
  open(deviceId: string): Promise<SessionView> {
    return this.sign({ identityId: uuid(), deviceId, name: null });
  }

  async rename(caller: Caller, name: string): Promise<SessionView> {
    const trimmed = name.trim();
    await this.grants.rename(caller.identityId, trimmed);
    this.connections.rename(caller.identityId, trimmed);
    return this.sign({ ...caller, name: trimmed });
  }

  me(caller: Caller, rallyId: string | null): MeView {
    return this.callers.me(caller, { organisationId: this.organisation.id, ...(rallyId === null ? {} : { rallyId }) });
  }

  /** A token for this identity under this name. */
  async sign(identity: { identityId: string; deviceId: string; name: string | null }): Promise<SessionView> {
    const { identityId, name } = identity;
    return { ...(await this.tokens.signSession(identity)), identityId, name };
  }
}
