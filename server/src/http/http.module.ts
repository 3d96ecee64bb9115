import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { ErrorFilter } from './error.filter.js';
import { PayloadPipe } from './payload.pipe.js';
import { PublicAddress } from './public-address.js';

@Global()
@Module({
  providers: [
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useClass: PayloadPipe },
    { provide: PublicAddress, inject: [CONFIG], useFactory: (config: Config) => new PublicAddress(config.publicUrl) },
  ],
  exports: [PublicAddress],
})
export class HttpModule {}
