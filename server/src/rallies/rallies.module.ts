import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RalliesController } from './rallies.controller.js';
import { RalliesGateway } from './rallies.gateway.js';
import { RalliesRepository } from './rallies.repository.js';
import { RalliesService } from './rallies.service.js';
import { Rally } from './rally.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Rally])],
  controllers: [RalliesController],
  providers: [RalliesRepository, RalliesService, RalliesGateway],
  exports: [RalliesService],
})
export class RalliesModule {}
