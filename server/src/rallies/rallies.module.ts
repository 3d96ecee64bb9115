import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { CoverFiles } from './cover-files.js';
import { CoversService } from './covers.service.js';
import { Pictures } from './pictures.service.js';
import { RalliesController } from './rallies.controller.js';
import { RalliesGateway } from './rallies.gateway.js';
import { RalliesRepository } from './rallies.repository.js';
import { RalliesService } from './rallies.service.js';
import { Rally } from './rally.entity.js';
import { RallyDeskService } from './rally-desk.service.js';
import { RallyFiguresService } from './rally-figures.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Rally]), RegionsModule],
  controllers: [RalliesController],
  providers: [
    RalliesRepository,
    RalliesService,
    RalliesGateway,
    RallyDeskService,
    RallyFiguresService,
    CoversService,
    Pictures,
    { provide: CoverFiles, inject: [CONFIG], useFactory: (config: Config) => new CoverFiles(config.dataDir) },
  ],
  exports: [Pictures, RalliesService, RallyFiguresService],
})
export class RalliesModule {}
