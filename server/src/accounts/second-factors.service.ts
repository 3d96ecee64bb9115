import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConfirmTotpDto, TotpSecretView } from '@sammelan/shared/accounts/accounts.dto.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Vault } from '../vault/vault.js';
import { FactorWrongError } from './accounts.errors.js';
import { type Account, AccountsRepository } from './accounts.repository.js';
import { TicketsService } from './tickets.service.js';
import { matchingStep, newTotpSecret, totpUri } from './totp.js';

const recoveryCodes = 10;
/** Without letters that are read as digits (Crockford's base32): 50 bits a code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What comes after the password: an authenticator app's codes, and the codes for when the phone is lost. */
@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly repository: AccountsRepository,
    private readonly tickets: TicketsService,
    private readonly vault: Vault,
    private readonly organisation: OrganisationService,
  ) {}

  /** A secret to set an app up with; it counts once its first code is confirmed. */
  async offerTotp({ identityId, login }: Account): Promise<TotpSecretView> {
    const secret = newTotpSecret();
    const uri = totpUri(secret, this.organisation.get().name, login);
    return { ticket: await this.tickets.give('totp', { identityId, secret }), secret, uri };
  }

  /** @throws FactorWrongError, TicketOverError */
  async confirmTotp({ identityId }: Account, { ticket, code }: ConfirmTotpDto): Promise<void> {
    const { identityId: offeredTo, secret } = await this.tickets.read('totp', ticket);
    const step = secret !== null && offeredTo === identityId ? matchingStep(secret, code, Date.now()) : null;
    if (secret === null || step === null) throw new FactorWrongError();
    await this.tickets.take('totp', ticket);
    await this.repository.setTotp(identityId, this.vault.sealText(secret, contextOf(identityId)), step);
  }

  /** Uses up a code: of the app, or for recovery. @throws FactorWrongError */
  async demand(account: Account, code: string): Promise<void> {
    const right = /^\d{6}$/.test(code) ? await this.useTotp(account, code) : await this.useRecovery(account, code);
    if (!right) throw new FactorWrongError();
  }

  /** New recovery codes, to be shown once; earlier ones are void. */
  async renewRecoveryCodes(identityId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
    const hashes = codes.map((code) => this.hash(identityId, code));
    await this.repository.replaceRecoveryCodes(identityId, hashes);
    return codes;
  }

  recoveryCodesLeft(identityId: string): Promise<number> {
    return this.repository.recoveryCodesLeft(identityId);
  }

  private async useTotp({ identityId, totp }: Account, code: string): Promise<boolean> {
    if (!totp) return false;
    const step = matchingStep(this.vault.openText(totp, contextOf(identityId)), code, Date.now());
    return step !== null && this.repository.useStep(identityId, step);
  }

  private useRecovery({ identityId }: Account, code: string): Promise<boolean> {
    return this.repository.useRecoveryCode(identityId, this.hash(identityId, code));
  }

  /** 50 random bits and a pepper: a plain keyed hash cannot be guessed back. */
  private hash(identityId: string, code: string): Buffer {
    // As people read them back to themselves: O for 0, I and L for 1.
    const typed = code.toUpperCase().replace('-', '').replaceAll('O', '0').replace(/[IL]/g, '1');
    return this.vault.hashCode(identityId, typed);
  }
}

/** Also for the command that seals everything anew. */
export const contextOf = (identityId: string): string => `totp ${identityId}`;

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
