import type { GrantScope } from '@sammelan/shared/access/access.rules.js';

/** Whoever asks for something, as the session says; never as a payload says. */
export interface Caller {
  readonly identityId: string;
  readonly deviceId: string;
  /** The session they speak in; null in one of a release before sessions had ids. */
  readonly sessionId: string | null;
  /** Display name; null until they chose one. Changes on `access:rename`. */
  readonly name: string | null;
  /** Every grant in force, kept up to date on live sockets. */
  readonly grants: readonly GrantScope[];
}

/** A caller inside one rally: what services get from a socket. */
export interface RallyCaller extends Caller {
  readonly rallyId: string;
  readonly organisationId: string;
  /** The region they said they are from. */
  readonly region: CallerRegion | null;
}

export interface CallerRegion {
  readonly code: string;
  readonly path: string;
}
