import { Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { CodesRepository } from './codes.repository.js';
import { CodesService } from './codes.service.js';
import { PhonesController } from './phones.controller.js';
import { PhonesRepository } from './phones.repository.js';
import { PhonesService } from './phones.service.js';
import { HttpSms } from './sms/http-sms.js';
import { LogSms } from './sms/log-sms.js';
import { SMS_SENDER } from './sms/sms-sender.js';

@Module({
  controllers: [PhonesController],
  providers: [
    PhonesRepository,
    PhonesService,
    CodesRepository,
    CodesService,
    {
      provide: SMS_SENDER,
      inject: [CONFIG],
      useFactory: ({ sms: { gateway } }: Config) => (gateway ? new HttpSms(gateway) : new LogSms()),
    },
  ],
  exports: [PhonesService, CodesService],
})
export class PhonesModule {}
