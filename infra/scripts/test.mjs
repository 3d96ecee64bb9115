// npm test: everything that must hold, from a fresh checkout. The last line is "N passed, M failed"; each of lint, format,
// types and build counts as one.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './lib/browser.mjs';
import { build } from './lib/build.mjs';
import { runShown } from './lib/exec.mjs';
import { findFfmpeg } from './lib/ffmpeg.mjs';
import { environmentFor } from './lib/node.mjs';
import { root, stateDir } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { main, report } from './lib/problem.mjs';
import { findWorker } from './lib/worker.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/** What is run, in this order; a fast answer first. */
const stages = {
  lint: (context) => check(context, 'eslint', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'),
  format: (context) => check(context, 'prettier', '--check', '--log-level', 'warn', '.'),
  types: (context) => check(context, 'tsc', '-b', 'shared', 'server', 'web', 'test'),
  build: async ({ node }) => {
    await build(node);
    return { passed: 1, failed: 0 };
  },
  // What a citizen's phone fetches before the first picture.
  bytes: (context) => check(context, 'node', 'infra/scripts/js-budget.mjs'),
  unit: (context) => jest(context, 'unit'),
  integration: (context) => jest(context, 'integration', '--maxWorkers=2'),
  // Browsers want the machine for themselves.
  e2e: (context) => jest(context, 'e2e', '--runInBand'),
};

await main(async () => {
  /** @type {Count} */
  const total = { passed: 0, failed: 0 };
  const lines = [];
  try {
    const { node } = await prepare();
    await findFfmpeg({ required: true });
    const programs = { MEDIASOUP_WORKER_BIN: await findWorker(node), CHROMIUM_BIN: await findBrowser(node) };
    const context = { node, env: environmentFor(node, programs) };
    for (const [name, run] of Object.entries(stages)) {
      const { passed, failed, seconds } = await timed(name, () => run(context));
      lines.push(
        `  ${name.padEnd(12)}${failed ? 'FAILED' : 'ok'.padEnd(6)} ${String(passed).padStart(5)} passed ${seconds} s`,
      );
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    report(error);
    total.failed += 1;
  }
  if (lines.length > 0) console.log(`\n${lines.join('\n')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

/** Runs a stage whatever happened to the others, so that one run tells everything that is wrong. */
async function timed(name, run) {
  console.log(`\n--- ${name}`);
  const began = Date.now();
  /** @type {Count} */
  let count;
  try {
    count = await run();
  } catch (error) {
    report(error);
    count = { passed: 0, failed: 1 };
  }
  return { ...count, seconds: Math.round((Date.now() - began) / 1000) };
}

/** @returns {Promise<Count>} one passed or one failed */
async function check({ env }, tool, ...args) {
  const code = await runShown(tool, args, { cwd: root, env });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @returns {Promise<Count>} the project's tests; a file that does not even load counts as one failed */
async function jest({ env }, project, ...args) {
  mkdirSync(stateDir, { recursive: true });
  const outputFile = path.join(stateDir, `jest-${project}.json`);
  rmSync(outputFile, { force: true });
  const code = await runShown('jest', ['--selectProjects', project, '--json', `--outputFile=${outputFile}`, ...args], {
    cwd: root,
    env,
    stdout: 'ignore',
  });
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: failed || (code === 0 ? 0 : 1) };
}
