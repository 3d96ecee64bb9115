import { Matches } from 'class-validator';
import { IsId, IsLine, MayBeLeftOut } from '../contract/fields.js';
import type { GrantScope, Permission } from '../access/access.rules.js';

/**
 * Asks for a viewer's session. `deviceId` is made and kept by the browser; bans can hang on it. With a `deviceKey`, the public
 * half of a key that cannot leave the browser (P-256, raw point, base64url), only its holder can renew the session.
 */
export class OpenSessionDto {
  @IsId()
  deviceId!: string;

  @MayBeLeftOut()
  @Matches(/^B[A-Za-z0-9_-]{86}$/, { message: 'must be a P-256 point' })
  deviceKey?: string;
}

/** Asks for the session's next token. A session with a device key wants the key's signature under a fresh challenge. */
export class RenewSessionDto {
  @IsLine(10, 2000)
  renewal!: string;

  /** The session's last token, expired or not. */
  @IsLine(10, 2000)
  token!: string;

  @MayBeLeftOut()
  @IsLine(10, 2000)
  challenge?: string;

  /** ECDSA with SHA-256 over `renewalMessage`, 64 bytes (r, s), base64url. */
  @MayBeLeftOut()
  @Matches(/^[A-Za-z0-9_-]{86}$/, { message: 'must be a signature' })
  signature?: string;
}

/** A new display name for the caller. */
export class RenameDto {
  @IsLine(2, 40)
  name!: string;
}

/** Proof of an invite: the token from the link's fragment, and optionally the name to go by. */
export class RedeemInviteDto {
  @IsLine(10, 2000)
  token!: string;

  @MayBeLeftOut()
  @IsLine(2, 40)
  name?: string;
}

/** The one-time token that the server prints on an empty deployment. */
export class ClaimDeploymentDto {
  @IsLine(10, 200)
  token!: string;

  @IsLine(2, 80)
  organisationName!: string;

  @IsLine(2, 40)
  name!: string;
}

export interface SessionView {
  /** Bearer token (EdDSA JWT) for REST and the socket handshake; good for minutes, an open socket outlasts it. */
  token: string;
  identityId: string;
  name: string | null;
  expiresAt: string;
  /** What the next token is had for. Left out where the one at hand goes on. */
  renewal?: string;
}

export interface ChallengeView {
  challenge: string;
}

/** Who the caller is and what they hold. `permissions` are those in the asked rally, or in the organisation. */
export interface MeView {
  identityId: string;
  name: string | null;
  grants: GrantScope[];
  permissions: Permission[];
}

/**
 * Result of redeeming an invite. `granted` is false where the invite fell back to watching: used up, revoked, expired, or for a
 * phone that the caller has not confirmed. Nothing of it is used up then: confirm the phone and redeem it again.
 */
export interface RedeemedView {
  session: SessionView;
  granted: boolean;
  role: GrantScope['role'];
  /** Null: the role is over the whole organisation. */
  rallySlug: string | null;
  /** Code of the region that a viewer's link carries: name it in the handshake. */
  regionCode: string | null;
  reason: 'invite-expired' | 'invite-revoked' | 'invite-used-up' | 'invite-phone' | null;
  /** With `invite-phone`, the last two digits of the phone that it is for; else null. */
  phoneLastTwo: string | null;
}
