import { which } from './exec.mjs';
import { ensureAptPackages, hasApt } from './system-packages.mjs';

/** Gets nginx, for what proves its configuration: Debian's package where root may install it. What needs it says so itself. */
export async function ensureNginx() {
  if (!which('nginx') && process.getuid() === 0 && hasApt())
    await ensureAptPackages(['nginx-light'], 'to try the cache in front of the server');
}
