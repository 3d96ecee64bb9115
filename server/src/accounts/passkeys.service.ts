import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { AddPasskeyDto, PasskeyOptionsView, PasskeySignInDto } from '@sammelan/shared/accounts/accounts.dto.js';
import { PublicAddress } from '../http/public-address.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import type { Account } from './accounts.repository.js';
import { PasskeyRefusedError } from './accounts.errors.js';
import { type Passkey, PasskeysRepository } from './passkeys.repository.js';
import { TicketsService } from './tickets.service.js';

/** A hundred files that a start can do without. */
const webAuthn = () => import('@simplewebauthn/server');

/** Passkeys (WebAuthn): always with the person verified by the device, so that one stands for both factors. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly repository: PasskeysRepository,
    private readonly tickets: TicketsService,
    private readonly address: PublicAddress,
    private readonly organisation: OrganisationService,
  ) {}

  of(identityId: string): Promise<Passkey[]> {
    return this.repository.of(identityId);
  }

  remove(identityId: string, id: string): Promise<void> {
    return this.repository.remove(identityId, id);
  }

  /** Passkeys hang on a name: an address in numbers has none. */
  get possible(): boolean {
    return isIP(this.site.hostname.replace(/^\[|\]$/g, '')) === 0;
  }

  async offer(account: Account): Promise<PasskeyOptionsView> {
    const known = await this.repository.of(account.identityId);
    const options = await (
      await webAuthn()
    ).generateRegistrationOptions({
      rpName: this.organisation.get().name,
      rpID: this.site.hostname,
      userName: account.login,
      userDisplayName: account.name,
      userID: new TextEncoder().encode(account.identityId),
      attestationType: 'none',
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const { identityId } = account;
    return { ticket: await this.tickets.give('passkey', { identityId, secret: options.challenge }), options };
  }

  /** @throws PasskeyRefusedError, TicketOverError */
  async add({ identityId }: Account, { ticket, name, response }: AddPasskeyDto): Promise<void> {
    const { identityId: offeredTo, secret } = await this.tickets.take('passkey', ticket);
    if (offeredTo !== identityId || secret === null) throw new PasskeyRefusedError();
    const { verifyRegistrationResponse } = await webAuthn();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: secret,
      expectedOrigin: this.site.origin,
      expectedRPID: this.site.hostname,
      requireUserVerification: true,
    }).catch(refuse);
    if (!verified) throw new PasskeyRefusedError();
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const passkey = { id, identityId, publicKey: Buffer.from(publicKey), counter, transports, name: name.trim() };
    if (!(await this.repository.insert(passkey))) throw new PasskeyRefusedError();
  }

  /** For whoever has a passkey of this server; which, the browser finds. */
  async ask(): Promise<PasskeyOptionsView> {
    const options = await (
      await webAuthn()
    ).generateAuthenticationOptions({
      rpID: this.site.hostname,
      userVerification: 'required',
    });
    return { ticket: await this.tickets.give('passkey', { identityId: null, secret: options.challenge }), options };
  }

  /** Whose passkey it is. @throws PasskeyRefusedError, TicketOverError */
  async verify({ ticket, response }: PasskeySignInDto): Promise<string> {
    const { secret } = await this.tickets.take('passkey', ticket);
    const { id } = response as { id?: unknown };
    const passkey = typeof id === 'string' ? await this.repository.find(id) : null;
    if (!passkey || secret === null) throw new PasskeyRefusedError();
    const { publicKey, counter, transports } = passkey;
    const { verifyAuthenticationResponse } = await webAuthn();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: secret,
      expectedOrigin: this.site.origin,
      expectedRPID: this.site.hostname,
      credential: { id: passkey.id, publicKey: new Uint8Array(publicKey), counter, transports },
      requireUserVerification: true,
    }).catch(refuse);
    if (!verified) throw new PasskeyRefusedError();
    await this.repository.used(passkey.id, authenticationInfo.newCounter);
    return passkey.identityId;
  }

  private get site(): URL {
    return new URL(this.address.url);
  }
}

const refuse = (): never => {
  throw new PasskeyRefusedError();
};
