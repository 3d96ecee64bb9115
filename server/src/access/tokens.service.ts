import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { SessionKeys } from './session-key.js';
import { UnauthenticatedError } from './access.errors.js';
import { VerifiedTokens } from './verified-tokens.js';

const issuer = 'sammelan';
/** A viewer's session outlives a rally and its replay; the next visit renews it. */
const sessionDays = 30;

export interface SessionClaims {
  identityId: string;
  deviceId: string;
  name: string | null;
}

interface SessionPayload extends JWTPayload {
  dev?: unknown;
  name?: unknown;
}

/** Signs and checks tokens. Only EdDSA is accepted, so `none` and HMAC confusion cannot happen (RFC 8725). */
@Injectable()
export class TokensService {
  private readonly verifiedSessions = new VerifiedTokens();

  constructor(private readonly keys: SessionKeys) {}

  async signSession(claims: SessionClaims): Promise<{ token: string; expiresAt: string }> {
    const expiresAt = new Date(Date.now() + sessionDays * 24 * 3600 * 1000);
    const token = await new SignJWT({ dev: claims.deviceId, ...(claims.name === null ? {} : { name: claims.name }) })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(issuer)
      .setAudience('session')
      .setSubject(claims.identityId)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.keys.signing);
    this.verifiedSessions.add(token, Math.floor(expiresAt.getTime() / 1000));
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /** @throws UnauthenticatedError on anything but a session token that this deployment signed and that is in force */
  async readSession(token: string): Promise<SessionClaims> {
    const known = this.verifiedSessions.has(token, Date.now());
    const { sub, dev, name, exp } = known ? decodeJwt<SessionPayload>(token) : await this.verify(token, 'session');
    if (typeof sub !== 'string' || typeof dev !== 'string') throw new UnauthenticatedError();
    if (!known && exp !== undefined) this.verifiedSessions.add(token, exp);
    return { identityId: sub, deviceId: dev, name: typeof name === 'string' ? name : null };
  }

  /** A link's token: it names the invite; everything else about it (role, quota, expiry) is looked up. */
  signInvite(inviteId: string, expiresAt: Date): Promise<string> {
    return new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(issuer)
      .setAudience('invite')
      .setJti(inviteId)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.keys.signing);
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

  private async verify(token: string, audience: string, currentDate = new Date()) {
    try {
      const options = { issuer, audience, algorithms: ['EdDSA'], currentDate };
      return (await jwtVerify<SessionPayload>(token, this.keys.verifying, options)).payload;
    } catch {
      throw new UnauthenticatedError();
    }
  }
}
