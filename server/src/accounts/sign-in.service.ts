import { Injectable } from '@nestjs/common';
import type {
  PasskeySignInDto,
  SecondFactorDto,
  SignInDto,
  SignInView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import { tidyLogin } from '@sammelan/shared/accounts/accounts.rules.js';
import type { OpenSessionDto, SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { AuditService } from '../audit/audit.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import { FactorMissingError, PasskeyRefusedError, SignInRefusedError, TicketOverError } from './accounts.errors.js';
import { type Account, AccountsRepository } from './accounts.repository.js';
import { PasskeysService } from './passkeys.service.js';
import { Passwords } from './passwords.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { TicketsService } from './tickets.service.js';

/** How an organiser comes back: a password and a code, or a passkey. */
@Injectable()
export class SignInService {
  constructor(
    private readonly repository: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly tickets: TicketsService,
    private readonly sessions: SessionsService,
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditService,
  ) {}

  /** The first step. @throws SignInRefusedError, SignInWaitError, FactorMissingError */
  async begin({ login, password }: SignInDto): Promise<SignInView> {
    const tidy = tidyLogin(login);
    const name = `login ${tidy}`;
    await this.throttle.begin(name);
    const account = await this.repository.byLogin(tidy);
    if (!(await this.passwords.matches(account?.passwordHash ?? null, password)) || !account) {
      throw new SignInRefusedError();
    }
    await this.throttle.right(name);
    if (!account.totp && (await this.passkeys.of(account.identityId)).length === 0) throw new FactorMissingError();
    return { ticket: await this.tickets.give('sign-in', { identityId: account.identityId, secret: null }) };
  }

  /** The second step. @throws FactorWrongError, SignInWaitError, TicketOverError */
  async finish(dto: SecondFactorDto, browser: string): Promise<SessionView> {
    const { identityId } = await this.tickets.read('sign-in', dto.ticket);
    const account = identityId === null ? null : await this.repository.find(identityId);
    if (!account) throw new TicketOverError();
    const name = `factor ${identityId}`;
    await this.throttle.begin(name);
    await this.factors.demand(account, dto.code);
    await this.tickets.take('sign-in', dto.ticket);
    await this.throttle.right(name);
    return this.open(account, dto, browser, /^\d{6}$/.test(dto.code) ? 'app' : 'recovery code');
  }

  /** Both steps at once. @throws PasskeyRefusedError, TicketOverError */
  async byPasskey(dto: PasskeySignInDto, browser: string): Promise<SessionView> {
    const account = await this.repository.find(await this.passkeys.verify(dto));
    if (!account) throw new PasskeyRefusedError();
    return this.open(account, dto, browser, 'passkey');
  }

  /** Whether it is the account's password, for what the owner alone may change. @throws SignInWaitError */
  async isPassword({ identityId, passwordHash }: Account, password: string): Promise<boolean> {
    const name = `password ${identityId}`;
    await this.throttle.begin(name);
    if (!(await this.passwords.matches(passwordHash, password))) return false;
    await this.throttle.right(name);
    return true;
  }

  private async open(
    { identityId, name }: Account,
    { deviceId, deviceKey }: OpenSessionDto,
    browser: string,
    by: string,
  ): Promise<SessionView> {
    const session = await this.sessions.beginKept({ identityId, deviceId, name }, deviceKey, browser);
    const actor = { identityId, name };
    await this.audit.record({ actor, action: 'account.sign-in', subject: name, details: { by, browser } });
    return session;
  }
}
