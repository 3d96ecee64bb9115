import { existsSync } from 'node:fs';
import path from 'node:path';
import { run, which } from './exec.mjs';
import { readJson, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { fingerprint, isFresh, remember } from './stamp.mjs';
import { step } from './step.mjs';

const workspaces = ['shared', 'server', 'web', 'test'];
const inputs = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.npmrc'].concat(
  workspaces.map((name) => `${name}/package.json`),
);

/** Installs the packages the lockfile names, unless that was done already. */
export async function installPackages() {
  const print = fingerprint(inputs, [process.platform, process.arch]);
  if (existsSync(path.join(root, 'node_modules/.pnpm')) && isFresh('installed', print)) return;
  if (!which('npx'))
    throw new Problem('npm is not installed (npx is not on PATH): install npm, e.g. apt-get install npm');

  const pnpm = readJson('package.json').packageManager;
  await step(`Installing packages with ${pnpm}`, async (progress) => {
    const args = ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
    const onLine = (line) => {
      const counts = /resolved (\d+), reused (\d+), downloaded (\d+), added (\d+)/.exec(line);
      if (counts) progress(`${counts[4]} of ${counts[1]}`);
    };
    try {
      await run('npx', args, { cwd: root, env: environment(), onLine });
    } catch (error) {
      throw new Problem(causeOf(error), error.detail);
    }
  });
  remember('installed', print);
}

/** Without what `npm start` adds: npm's own settings, which pnpm would take for its own. */
function environment() {
  const env = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name));
  // CI: never ask a question, there may be nobody to answer it.
  return { ...Object.fromEntries(env), CI: 'true' };
}

function causeOf(error) {
  const text = (error.detail ?? []).join('\n');
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ERR_PNPM_META_FETCH_FAIL|network/i.test(text)) {
    return 'the packages cannot be fetched: the npm registry is out of reach (npm config get registry)';
  }
  if (/EACCES|EPERM|EROFS/.test(text)) return `no permission to write into ${root}: give the folder to this user`;
  if (/ENOSPC/.test(text)) return `no space left on the disk that holds ${root}`;
  return `installing packages failed: ${error.message}`;
}
