import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { PasskeysService } from './passkeys.service.js';
import { Passwords } from './passwords.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignInTriesRepository } from './sign-in-tries.repository.js';
import { TicketsService } from './tickets.service.js';

@Module({
  imports: [AuthModule],
  controllers: [AccountsController, SignInController],
  providers: [
    AccountsRepository,
    PasskeysRepository,
    PasskeysService,
    SecondFactorsService,
    SignInTriesRepository,
    SignInThrottle,
    SignInService,
    AccountsService,
    TicketsService,
    { provide: Passwords, useFactory: () => new Passwords() },
  ],
})
export class AccountsModule {}
