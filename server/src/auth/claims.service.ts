import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClaimDeploymentDto, RedeemedView } from '@sammelan/shared/auth/auth.dto.js';
import type { Caller } from '../access/caller.js';
import { GrantsService } from '../access/grants.service.js';
import { AuditService } from '../audit/audit.service.js';
import { PublicAddress } from '../http/public-address.js';
import { NamesService } from '../names/names.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { ClaimUsedError } from './auth.errors.js';
import { AuthService } from './auth.service.js';
import { hashOf } from './claim-token.js';
import { ClaimsRepository } from './claims.repository.js';

/** How an empty deployment gets its first owner: by a link that only whoever reads the server's output has. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly repository: ClaimsRepository,
    private readonly grants: GrantsService,
    private readonly auth: AuthService,
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
    private readonly names: NamesService,
    private readonly address: PublicAddress,
  ) {}

  /**
   * The link for whoever started the server, or null where the deployment has an owner. A new one each time, good until it
   * is used; only its hash is stored, so the one before cannot be printed again.
   */
  async prepare(): Promise<string | null> {
    if (this.grants.owners > 0) return null;
    const token = randomBytes(32).toString('base64url');
    await this.repository.replace(this.organisation.id, hashOf(token));
    return `${this.address.url}/claim#${token}`;
  }

  /** Makes the caller the owner. @throws ClaimUsedError, NameUnusableError */
  async claim(caller: Caller, { token, organisationName, name }: ClaimDeploymentDto): Promise<RedeemedView> {
    const organisationId = this.organisation.id;
    // Reserved for nobody: an owner who had to find another way in is called as before.
    const called = this.names.demandUsable(name);
    if (!(await this.repository.take(organisationId, hashOf(token), caller.identityId))) throw new ClaimUsedError();
    await this.grants.give({
      identityId: caller.identityId,
      name: called,
      organisationId,
      role: 'owner',
      rallyId: null,
      regionPath: '/',
    });
    await this.organisation.update({ name: organisationName.trim() });
    await this.audit.record({
      actor: { ...caller, name: called },
      action: 'auth.claim',
      subject: organisationName.trim(),
    });
    return {
      session: await this.auth.sign({ ...caller, name: called }),
      granted: true,
      role: 'owner',
      rallySlug: null,
      regionCode: null,
      reason: null,
      phoneLastTwo: null,
    };
  }
}
