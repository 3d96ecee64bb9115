import { Injectable } from '@nestjs/common';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { accentFits, nearestAccent } from '@sammelan/shared/organisation/accent.rules.js';
import type { EditOrganisationDto, OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { OrganisationService } from './organisation.service.js';

/** What an owner sets for the whole organisation. */
@Injectable()
export class OrganisationSettingsService {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
  ) {}

  view(): OrganisationView {
    const { name, accent, levels, silence, stagePhones } = this.organisation.get();
    return { name, accent, levels, silence, stagePhones };
  }

  /** @throws PayloadError for an accent that cannot be read on white, and a silence that ends before it begins */
  async edit(caller: Caller, edit: EditOrganisationDto): Promise<OrganisationView> {
    if (edit.accent && !accentFits(edit.accent)) {
      throw new PayloadError({ accent: [`is too pale to read; ${nearestAccent(edit.accent)} would do`] });
    }
    if (edit.silence && Date.parse(edit.silence.until) <= Date.parse(edit.silence.from)) {
      throw new PayloadError({ 'silence.until': ['must be after the beginning'] });
    }
    const change = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
    await this.organisation.update(change);
    const subject = this.organisation.get().name;
    await this.audit.record({ actor: caller, action: 'organisation.edit', subject, details: change });
    return this.view();
  }
}
