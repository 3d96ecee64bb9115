import { outputOf, run, which } from './exec.mjs';
import { Problem } from './problem.mjs';
import { step } from './step.mjs';

/** @returns {boolean} true on Debian, Ubuntu and their kin */
export const hasApt = () => Boolean(which('apt-get') && which('dpkg-query'));

/** @returns {string[]} those of the Debian packages that are not installed */
export function missingPackages(packages) {
  return packages.filter(
    (name) => !outputOf('dpkg-query', ['-W', '-f=${Status}', name])?.startsWith('install ok installed'),
  );
}

/** @returns {string} the command that an administrator types to install Debian packages */
export const aptCommand = (packages) => `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;

/**
 * Installs Debian packages when root can; otherwise one message names the command.
 *
 * @param {string[]} packages
 * @param {string} purpose what they are for: "to build the media worker"
 */
export async function ensureAptPackages(packages, purpose) {
  const missing = missingPackages(packages);
  if (missing.length === 0) return;
  if (process.getuid() !== 0) throw new Problem(`packages are missing ${purpose}: run  ${aptCommand(missing)}`);

  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const failure = `cannot install ${missing.join(' ')} ${purpose}`;
  await step(`Installing ${missing.length} system packages ${purpose}`, async (progress) => {
    const onLine = (line) => {
      const doing = /^(Get:|Unpacking|Setting up) ?(\S+)/.exec(line);
      if (doing && doing[1] !== 'Get:') progress(`${doing[1].toLowerCase()} ${doing[2]}`);
    };
    const install = ['install', '-y', '--no-install-recommends', ...missing];
    try {
      await run('apt-get', install, { env, onLine, failure });
    } catch {
      // A fresh machine has no lists yet, or they are too old for the mirror.
      await run('apt-get', ['update'], { env, failure });
      await run('apt-get', install, { env, onLine, failure });
    }
  });
}
