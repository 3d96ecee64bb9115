import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { v7 as uuid } from 'uuid';
import type { SessionKeys } from './session-key.js';
import { UnauthenticatedError } from './access.errors.js';
import { VerifiedTokens } from './verified-tokens.js';

const issuer = 'sammelan';
/** A copied token is of no use for longer; whoever has the session renews it without noticing. */
const sessionMinutes = 15;
/** A citizen who comes to one rally a month stays the same citizen. */
const renewalDays = 30;
/** From a question to its answer: a device answers at once, a person looks for their phone. */
const ticketMinutes: Record<TicketUse, number> = { challenge: 2, 'sign-in': 5, passkey: 5, totp: 15 };

/** What a ticket links: the question and the answer of a device, a password and its second factor, and so on. */
export type TicketUse = 'challenge' | 'sign-in' | 'passkey' | 'totp';
type Audience = 'session' | 'renewal' | 'invite' | TicketUse;

export interface SessionClaims {
  identityId: string;
  deviceId: string;
  name: string | null;
  /** The session that the token belongs to; null in tokens of releases before there were any, good for 30 days. */
  sessionId: string | null;
}

/** What carries a session on beyond its token. */
export interface RenewalClaims {
  identityId: string;
  deviceId: string;
  sessionId: string;
  /** The token's own id: each renewal gives another. */
  renewalId: string;
  /** Public key (raw P-256 point, base64url) whose holder alone may renew; null where the browser has no key. */
  deviceKey: string | null;
}

/** Something that is handed out and comes back within minutes. */
export interface Ticket {
  id: string;
  /** In ms since the epoch. */
  endsAt: number;
  identityId: string | null;
  /** Known to its holder: signed, not hidden. */
  secret: string | null;
}

/**
 * Signs and checks tokens. Only EdDSA by the one key is accepted, whatever a header says, so `none`, HMAC confusion and
 * foreign key ids cannot happen (RFC 8725); each kind has an audience of its own and none passes for another.
 */
@Injectable()
export class TokensService {
  private readonly verifiedSessions = new VerifiedTokens();

  constructor(private readonly keys: SessionKeys) {}

  async signSession(claims: SessionClaims & { sessionId: string }): Promise<{ token: string; expiresAt: string }> {
    const { identityId, deviceId, name, sessionId } = claims;
    const payload = { dev: deviceId, sid: sessionId, ...(name === null ? {} : { name }) };
    const expiresAt = after(sessionMinutes);
    const token = await this.sign('session', payload, identityId, uuid(), expiresAt);
    this.verifiedSessions.add(token, Math.floor(expiresAt.getTime() / 1000));
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /** @throws UnauthenticatedError on anything but a session token that this deployment signed and that is in force */
  async readSession(token: string): Promise<SessionClaims> {
    const known = this.verifiedSessions.has(token, Date.now());
    const payload = known ? decodeJwt(token) : await this.verify(token, 'session');
    const session = toSession(payload);
    if (!known && payload.exp !== undefined) this.verifiedSessions.add(token, payload.exp);
    return session;
  }

  /** The same of a token that may have expired: whose it was, for one who proves the session by other means. */
  async readEndedSession(token: string): Promise<SessionClaims> {
    return toSession(await this.verify(token, 'session', new Date(0)));
  }

  signRenewal({ identityId, deviceId, sessionId, renewalId, deviceKey }: RenewalClaims): Promise<string> {
    const payload = { dev: deviceId, sid: sessionId, ...(deviceKey === null ? {} : { cnf: deviceKey }) };
    return this.sign('renewal', payload, identityId, renewalId, after(renewalDays * 24 * 60));
  }

  /** @throws UnauthenticatedError */
  async readRenewal(token: string): Promise<RenewalClaims> {
    const { sub, dev, sid, jti, cnf } = await this.verify(token, 'renewal');
    if (!isText(sub) || !isText(dev) || !isText(sid) || !isText(jti)) throw new UnauthenticatedError();
    return { identityId: sub, deviceId: dev, sessionId: sid, renewalId: jti, deviceKey: isText(cnf) ? cnf : null };
  }

  /** Something to come back with; for a challenge, to sign. */
  signTicket(use: TicketUse, { identityId, secret }: Pick<Ticket, 'identityId' | 'secret'>): Promise<string> {
    const payload = secret === null ? {} : { sec: secret };
    return this.sign(use, payload, identityId ?? undefined, uuid(), after(ticketMinutes[use]));
  }

  /** Null for anything but a ticket for this use that is in force. */
  async readTicket(use: TicketUse, token: string): Promise<Ticket | null> {
    const read = await this.verify(token, use).catch(() => null);
    if (!read || !isText(read.jti) || read.exp === undefined) return null;
    const { jti, exp, sub, sec } = read;
    return { id: jti, endsAt: exp * 1000, identityId: sub ?? null, secret: isText(sec) ? sec : null };
  }

  /** A link's token: it names the invite; everything else about it (role, quota, expiry) is looked up. */
  signInvite(inviteId: string, expiresAt: Date): Promise<string> {
    return this.sign('invite', {}, undefined, inviteId, expiresAt);
  }

  /** The invite's id, or null where the token is not one of ours. An expired token is still named, so that it can be told. */
  async readInvite(token: string): Promise<string | null> {
    try {
      const { jti } = await this.verify(token, 'invite', new Date(0));
      return jti ?? null;
    } catch {
      return null;
    }
  }

  private sign(
    audience: Audience,
    payload: JWTPayload,
    subject: string | undefined,
    id: string,
    expiresAt: Date,
  ): Promise<string> {
    const token = new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(id)
      .setIssuedAt()
      .setExpirationTime(expiresAt);
    return (subject === undefined ? token : token.setSubject(subject)).sign(this.keys.signing);
  }

  private async verify(token: string, audience: Audience, currentDate = new Date()): Promise<JWTPayload> {
    try {
      const options = { issuer, audience, algorithms: ['EdDSA'], requiredClaims: ['exp'], currentDate };
      return (await jwtVerify(token, this.keys.verifying, options)).payload;
    } catch {
      throw new UnauthenticatedError();
    }
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const after = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

function toSession({ sub, dev, name, sid }: JWTPayload): SessionClaims {
  if (!isText(sub) || !isText(dev)) throw new UnauthenticatedError();
  return { identityId: sub, deviceId: dev, name: isText(name) ? name : null, sessionId: isText(sid) ? sid : null };
}
