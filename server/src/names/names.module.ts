import { Global, Module } from '@nestjs/common';
import { NamesService } from './names.service.js';

/** Global: wherever somebody says what they are called, it is asked. */
@Global()
@Module({ providers: [NamesService], exports: [NamesService] })
export class NamesModule {}
