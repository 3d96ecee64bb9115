import type { Config } from '../config/config.js';

type Headers = Record<string, string | string[] | undefined>;

/**
 * Whether a browser page of this origin may open a socket. Exactly the deployment's own origin, compared whole, so that
 * neither suffix tricks nor `null` pass; without PUBLIC_URL the host that was asked is the own one. A client that sends no
 * Origin is not a browser, and holds no session that a foreign page could ride on.
 */
export function isOwnOrigin(headers: Headers, config: Pick<Config, 'publicUrl'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (typeof origin !== 'string' || typeof host !== 'string') return false;
  if (config.publicUrl !== null) return origin === new URL(config.publicUrl).origin;
  return origin === `http://${host}` || origin === `https://${host}`;
}
