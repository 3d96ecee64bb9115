import { Body, Controller, Get, Patch } from '@nestjs/common';
import { EditOrganisationDto, type OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Public, Requires } from '../access/requires.js';
import { OrganisationSettingsService } from './organisation-settings.service.js';

@Controller('api/organisation')
export class OrganisationController {
  constructor(private readonly settings: OrganisationSettingsService) {}

  /** Its name, accent and levels, for every page. */
  @Public()
  @Get()
  get(): OrganisationView {
    return this.settings.view();
  }

  @Requires('organisation.edit')
  @Patch()
  edit(@CallerParam() caller: Caller, @Body() dto: EditOrganisationDto): Promise<OrganisationView> {
    return this.settings.edit(caller, dto);
  }
}
