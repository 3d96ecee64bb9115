import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './exec.mjs';
import { environmentFor } from './node.mjs';
import { root } from './paths.mjs';
import { fingerprint, isFresh, remember } from './stamp.mjs';
import { step } from './step.mjs';

const common = ['pnpm-lock.yaml', 'tsconfig.base.json', 'shared'];
const parts = [
  {
    name: 'server',
    sources: [...common, 'server', 'infra/scripts/bundle.mjs'],
    results: ['shared/dist', 'server/dist/main.js', 'server/bundle/main.js'],
    commands: [['node_modules/typescript/bin/tsc', '-b', 'shared', 'server'], ['infra/scripts/bundle.mjs']],
  },
  {
    name: 'web',
    sources: [...common, 'web'],
    results: ['web/dist/index.html'],
    commands: [['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']],
  },
];

/**
 * Builds server and web, each only when its sources have changed.
 *
 * @param {string} node the Node that runs the compilers
 */
export async function build(node) {
  for (const { name, sources, results, commands } of parts) {
    const print = fingerprint(sources);
    const there = results.every((file) => existsSync(path.join(root, file)));
    if (there && isFresh(`built-${name}`, print)) continue;
    const env = environmentFor(node, { NODE_ENV: 'production' });
    await step(`Building ${name}`, async () => {
      for (const [program, ...args] of commands) {
        await run(node, [path.join(root, program), ...args], { cwd: root, env, failure: `building ${name} failed` });
      }
    });
    remember(`built-${name}`, print);
  }
}
