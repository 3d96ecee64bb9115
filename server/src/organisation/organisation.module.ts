import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Organisation } from './organisation.entity.js';
import { OrganisationController } from './organisation.controller.js';
import { OrganisationRepository } from './organisation.repository.js';
import { OrganisationSettingsService } from './organisation-settings.service.js';
import { OrganisationService } from './organisation.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Organisation])],
  controllers: [OrganisationController],
  providers: [OrganisationRepository, OrganisationService, OrganisationSettingsService],
  exports: [OrganisationService],
})
export class OrganisationModule {}
