import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditRoots } from './audit-roots.service.js';
import { AuditService } from './audit.service.js';
import { loadRootKey } from './root-key.js';

/** Global: whoever gives power a handle writes down its use. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntry])],
  controllers: [AuditController],
  providers: [
    AuditRepository,
    AuditService,
    {
      provide: AuditRoots,
      inject: [AuditRepository, CONFIG],
      useFactory: async (repository: AuditRepository, { dataDir }: Config) =>
        new AuditRoots(repository, await loadRootKey(dataDir), dataDir),
    },
  ],
  exports: [AuditService],
})
export class AuditModule {}
