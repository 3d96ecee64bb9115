import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Region } from './region.entity.js';
import { PinCodesService } from './pin-codes.service.js';
import { RegionImportService } from './region-import.service.js';
import { RegionsController } from './regions.controller.js';
import { RegionsRepository } from './regions.repository.js';
import { RegionsService } from './regions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Region])],
  controllers: [RegionsController],
  providers: [RegionsRepository, RegionsService, RegionImportService, PinCodesService],
  exports: [RegionsService],
})
export class RegionsModule {}
