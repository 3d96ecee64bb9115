import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PackagingModule } from '../packaging/packaging.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { PushTarget } from './push-target.entity.js';
import { PushTargetsRepository } from './push-targets.repository.js';
import { PushesService } from './pushes.service.js';
import { SimulcastController } from './simulcast.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([PushTarget]), PackagingModule, RalliesModule],
  controllers: [SimulcastController],
  providers: [PushTargetsRepository, PushesService],
})
export class SimulcastModule {}
