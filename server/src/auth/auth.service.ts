import { Injectable } from '@nestjs/common';
import type { MeView, OpenSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { v7 as uuid } from 'uuid';
import { CallersService } from '../access/callers.service.js';
import type { Caller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import type { SessionClaims } from '../access/tokens.service.js';
import { NamesService } from '../names/names.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Connections } from '../realtime/connections.js';
import { SessionsService } from './sessions.service.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly callers: CallersService,
    private readonly grants: GrantsService,
    private readonly connections: Connections,
    private readonly names: NamesService,
    private readonly organisation: OrganisationService,
  ) {}

  /**
   * A new identity; nothing is stored until it does something. A caller whose token is of a release before sessions had ids
   * stays who they are, in a session of this kind.
   */
  open({ deviceId, deviceKey }: OpenSessionDto, caller: Caller | null): Promise<SessionView> {
    const known = caller?.sessionId === null ? caller : null;
    return this.sessions.begin(known ?? { identityId: uuid(), deviceId, name: null }, deviceKey);
  }

  /** @throws NameUnusableError, NameReservedError */
  async rename(caller: Caller, name: string): Promise<SessionView> {
    const tidy = await this.names.demand(name, caller.identityId);
    await this.grants.rename(caller.identityId, tidy);
    this.connections.rename(caller.identityId, tidy);
    return this.sign({ ...caller, name: tidy });
  }

  async me(caller: Caller, rallyId: string | null): Promise<MeView> {
    if (rallyId !== null) await this.callers.know(rallyId);
    return this.callers.me(caller, { organisationId: this.organisation.id, ...(rallyId === null ? {} : { rallyId }) });
  }

  /** A token for this session under this name. */
  sign(session: SessionClaims): Promise<SessionView> {
    const { identityId, deviceId, name, sessionId } = session;
    return this.sessions.goOn({ identityId, deviceId, name, sessionId });
  }
}
