import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { outputOf, run, which } from './exec.mjs';
import { cacheDir } from './paths.mjs';
import { Problem } from './problem.mjs';
import { aptCommand, ensureAptPackages, hasApt } from './system-packages.mjs';
import { step } from './step.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const macFirefox = '/Applications/Firefox.app/Contents/MacOS/firefox';
/** A Chromium inside an npm package, for those who may not install system packages. */
const carried = '@sparticuz/chromium@147.0.0';

/**
 * Finds or gets a Chromium for the browser tests: CHROMIUM_BIN, an installed one, Debian's package where root may install
 * it, else the one in the npm package.
 *
 * @param {string} node the Node to unpack the npm package with
 * @returns {Promise<string>} the program's path
 */
export async function findBrowser(node) {
  const given = process.env.CHROMIUM_BIN;
  if (given) {
    if (!runs(given)) throw new Problem(`CHROMIUM_BIN names ${given}, which does not run`);
    return given;
  }
  const installed = findInstalledBrowser();
  if (installed) return installed;
  if (process.getuid() === 0 && isDebian()) {
    await ensureAptPackages(['chromium'], 'for the browser tests');
    return which('chromium');
  }
  return carriedBrowser(node);
}

/** @returns {string | undefined} CHROMIUM_BIN, else a Chromium or Chrome on this machine */
export function findInstalledBrowser() {
  const candidates = [process.env.CHROMIUM_BIN, ...programs.map(which), ...macPrograms];
  return candidates.find((file) => file && existsSync(file) && runs(file));
}

/** @returns {string | undefined} FIREFOX_BIN, else a Firefox on this machine */
export function findFirefox() {
  const candidates = [process.env.FIREFOX_BIN, ...['firefox-esr', 'firefox'].map(which), macFirefox];
  return candidates.find((file) => file && existsSync(file) && runs(file));
}

/** Ubuntu's package of this name is a stub for a snap, which does not run in containers: there it does not count. */
const runs = (file) => outputOf(file, ['--version']) !== undefined;

const isDebian = () => hasApt() && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

async function carriedBrowser(node) {
  const dir = path.join(cacheDir(), 'chromium', carried.split('@').pop());
  const program = path.join(dir, 'chromium');
  if (existsSync(program) && runs(program)) return program;
  const hint = isDebian() ? aptCommand(['chromium']) : 'install Chromium or Chrome';
  if (process.platform !== 'linux') throw new Problem(`no browser for the tests: ${hint}, or set CHROMIUM_BIN`);
  await step('Getting a browser for the tests', async () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, 'package.json'), '{ "private": true, "type": "module" }\n');
    const failure = `no browser for the tests: ${hint}, or set CHROMIUM_BIN; fetching ${carried} failed`;
    await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', carried], { cwd: dir, failure });
    const script = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
    // It unpacks into TMPDIR.
    const lines = await run(node, ['--input-type=module', '-e', script], {
      cwd: dir,
      env: { ...process.env, TMPDIR: dir },
      failure,
    });
    const unpacked = lines.at(-1);
    if (unpacked !== program) symlinkSync(unpacked, program);
  });
  if (!runs(program)) throw new Problem(`${program} lacks libraries of this machine: ${hint}, or set CHROMIUM_BIN`);
  return program;
}
