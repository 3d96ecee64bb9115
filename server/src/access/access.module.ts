import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { AccessGateway } from './access.gateway.js';
import { AccessGuard } from './access.guard.js';
import { CallersService } from './callers.service.js';
import { Grant } from './grant.entity.js';
import { GrantsRepository } from './grants.repository.js';
import { GrantsService } from './grants.service.js';
import { Member } from './member.entity.js';
import { RallyScopes } from './rally-scopes.service.js';
import { RouteAccess } from './route-access.js';
import { loadSessionKeys } from './session-key.js';
import { TokensService } from './tokens.service.js';

@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([Grant, Member])],
  providers: [
    GrantsRepository,
    GrantsService,
    RallyScopes,
    CallersService,
    AccessGateway,
    RouteAccess,
    { provide: APP_GUARD, useClass: AccessGuard },
    {
      provide: TokensService,
      inject: [CONFIG],
      useFactory: async (config: Config) => new TokensService(await loadSessionKeys(config.dataDir)),
    },
  ],
  exports: [RouteAccess, GrantsService, RallyScopes, CallersService, TokensService],
})
export class AccessModule {}
