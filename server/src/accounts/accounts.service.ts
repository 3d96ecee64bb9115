import { Injectable } from '@nestjs/common';
import type {
  AccountView,
  AddPasskeyDto,
  ChangePasswordDto,
  ConfirmTotpDto,
  PasskeyOptionsView,
  RecoveryCodesView,
  SecureAccountDto,
  SessionEntryView,
  TotpSecretView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import { tidyLogin } from '@sammelan/shared/accounts/accounts.rules.js';
import type { AuditAction } from '@sammelan/shared/audit/audit.dto.js';
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import { LastFactorError, LoginTakenError, PasswordWrongError } from './accounts.errors.js';
import { type Account, AccountsRepository } from './accounts.repository.js';
import { PasskeysService } from './passkeys.service.js';
import { Passwords } from './passwords.js';
import { SecondFactorsService } from './second-factors.service.js';
import { SignInService } from './sign-in.service.js';

const none = { totp: false, passkeys: [], recoveryCodesLeft: 0, sessions: [] };

/** An organiser's account: made by whoever came by a link, to come back without it. Every change but the first asks for the password. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly repository: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  async view(caller: Caller): Promise<AccountView> {
    const passkeysPossible = this.passkeys.possible;
    const account = await this.repository.find(caller.identityId);
    if (!account) return { login: null, ...none, passkeysPossible };
    const [passkeys, recoveryCodesLeft, sessions] = await Promise.all([
      this.passkeys.of(caller.identityId),
      this.factors.recoveryCodesLeft(caller.identityId),
      this.sessionsOf(caller),
    ]);
    return {
      login: account.login,
      totp: account.totp !== null,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        name,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      passkeysPossible,
      recoveryCodesLeft,
      sessions,
    };
  }

  /**
   * Gives the caller an account. From here on their tokens are good in the sessions that it lists, and in no others.
   * @throws ForbiddenError for who holds no role; LoginTakenError
   */
  async secure(caller: Caller, { login, password }: SecureAccountDto, browser: string): Promise<AccountView> {
    const { sessionId, identityId } = caller;
    if (caller.grants.length === 0) throw new ForbiddenError();
    if (sessionId === null) throw new UnauthenticatedError();
    const passwordHash = await this.passwords.hash(password);
    if (!(await this.repository.insert(identityId, tidyLogin(login), passwordHash))) throw new LoginTakenError();
    await this.sessions.keep({ ...caller, sessionId }, browser);
    await this.record(caller, 'account.secure');
    return this.view(caller);
  }

  /** Ends every other session too: whoever knew the old password is out. @throws PasswordWrongError */
  async changePassword(caller: Caller, { password, newPassword }: ChangePasswordDto): Promise<void> {
    const { identityId } = await this.demand(caller, password);
    await this.repository.setPassword(identityId, await this.passwords.hash(newPassword));
    await this.endOtherSessions(caller);
    await this.record(caller, 'account.password');
  }

  /** @throws PasswordWrongError */
  async offerTotp(caller: Caller, password: string): Promise<TotpSecretView> {
    return this.factors.offerTotp(await this.demand(caller, password));
  }

  /** @throws FactorWrongError, TicketOverError */
  async confirmTotp(caller: Caller, dto: ConfirmTotpDto): Promise<RecoveryCodesView> {
    const account = await this.own(caller);
    await this.factors.confirmTotp(account, dto);
    await this.record(caller, 'account.factor', { factor: 'app' });
    return this.firstRecoveryCodes(account);
  }

  /** @throws PasswordWrongError */
  async offerPasskey(caller: Caller, password: string): Promise<PasskeyOptionsView> {
    return this.passkeys.offer(await this.demand(caller, password));
  }

  /** @throws PasskeyRefusedError, TicketOverError */
  async addPasskey(caller: Caller, dto: AddPasskeyDto): Promise<RecoveryCodesView> {
    const account = await this.own(caller);
    await this.passkeys.add(account, dto);
    await this.record(caller, 'account.factor', { factor: 'passkey' });
    return this.firstRecoveryCodes(account);
  }

  /** @throws LastFactorError, NotFoundError */
  async removePasskey(caller: Caller, passkeyId: string): Promise<void> {
    const account = await this.own(caller);
    const passkeys = await this.passkeys.of(account.identityId);
    if (!passkeys.some(({ id }) => id === passkeyId)) throw new NotFoundError('passkey');
    if (!account.totp && passkeys.length === 1) throw new LastFactorError();
    await this.passkeys.remove(account.identityId, passkeyId);
    await this.record(caller, 'account.factor', { removed: 'passkey' });
  }

  /** @throws PasswordWrongError */
  async renewRecoveryCodes(caller: Caller, password: string): Promise<RecoveryCodesView> {
    const { identityId } = await this.demand(caller, password);
    return { recoveryCodes: await this.factors.renewRecoveryCodes(identityId) };
  }

  /** @throws NotFoundError where it is none of the caller's, or over */
  async endSession(caller: Caller, sessionId: string): Promise<void> {
    if ((await this.sessions.endKept(caller.identityId, (id) => id === sessionId)) === 0)
      throw new NotFoundError('session');
    await this.record(caller, 'account.session', { ended: 1 });
  }

  async endOtherSessions(caller: Caller): Promise<void> {
    const ended = await this.sessions.endKept(caller.identityId, (id) => id !== caller.sessionId);
    if (ended > 0) await this.record(caller, 'account.session', { ended });
  }

  /** Ends the session that asks. Harmless for one without an account. */
  async signOut({ identityId, sessionId }: Caller): Promise<void> {
    await this.sessions.endKept(identityId, (id) => id === sessionId);
  }

  private async sessionsOf({ identityId, sessionId }: Caller): Promise<SessionEntryView[]> {
    return (await this.sessions.listKept(identityId)).map(({ id, browser, createdAt, seenAt }) => ({
      id,
      browser,
      createdAt: createdAt.toISOString(),
      seenAt: seenAt.toISOString(),
      current: id === sessionId,
    }));
  }

  private async firstRecoveryCodes({ identityId }: Account): Promise<RecoveryCodesView> {
    if ((await this.factors.recoveryCodesLeft(identityId)) > 0) return { recoveryCodes: [] };
    return { recoveryCodes: await this.factors.renewRecoveryCodes(identityId) };
  }

  private async own({ identityId }: Caller): Promise<Account> {
    const account = await this.repository.find(identityId);
    if (!account) throw new NotFoundError('account');
    return account;
  }

  private async demand(caller: Caller, password: string): Promise<Account> {
    const account = await this.own(caller);
    if (!(await this.signIn.isPassword(account, password))) throw new PasswordWrongError();
    return account;
  }

  private record(actor: Caller, action: AuditAction, details: Record<string, unknown> = {}): Promise<void> {
    return this.audit.record({ actor, action, subject: actor.name ?? actor.identityId, details });
  }
}
