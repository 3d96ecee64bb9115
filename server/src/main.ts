import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config/config.js';
import { ConfigError } from './config/environment.js';
import { terminalQrCode } from './config/self-signed.js';
import { layGround } from './ground.js';

/** The web pages' build, beside this one. */
const builtWeb = join(dirname(fileURLToPath(import.meta.url)), '../../web/dist');

try {
  const config = readConfig({ WEB_DIR: builtWeb, ...process.env });
  const ground = layGround(config);
  // Its failure is reported below; it must not count as nobody's before the application is loaded.
  ground.catch(() => undefined);
  const { startServer } = await import('./server.js');
  const server = await startServer(config, ground);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // mediasoup installs a handler of its own that does not exit. Not `once`: a second signal, as watchers and supervisors
    // send it to the whole group, must not cut the stop short.
    process.on(signal, () => void server.stop().finally(() => process.exit(0)));
  }
  if (server.claimUrl) {
    process.stdout.write(
      `\n  Nobody owns this server yet. Open this link once to become its owner:\n  ${server.claimUrl}\n\n`,
    );
  }
  if (server.demoLinks) {
    const { watch, speak, organise } = server.demoLinks;
    process.stdout.write(`\n  Watch     ${watch}\n  Speak     ${speak}\n  Organise  ${organise}\n\n`);
    if (config.https === 'self-signed') {
      process.stdout.write(
        `${await terminalQrCode(speak)}\n  Scan to speak from a phone in this network. Its browser warns once: this server signed its ` +
          'certificate itself.\n\n',
      );
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
