// npm test: everything that must hold, from a fresh checkout. The last line is "N passed, M failed"; each of lint, format,
// types, build and bytes counts as one. What failed is told once more before it.
import { findBrowser } from './lib/browser.mjs';
import { build } from './lib/build.mjs';
import { runKept } from './lib/exec.mjs';
import { findFfmpeg } from './lib/ffmpeg.mjs';
import { runJest } from './lib/jest.mjs';
import { environmentFor } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { main, Problem, report } from './lib/problem.mjs';
import { RunFolder } from './lib/run-folder.mjs';
import { findWorker } from './lib/worker.mjs';

/** @typedef {{ passed: number, failed: number, failures: string[] }} Count */

const ok = { passed: 1, failed: 0, failures: [] };

const lint = (context) => check(context, 'eslint', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/');
const format = (context) => check(context, 'prettier', '--check', '--log-level', 'warn', '.');
const types = (context) => check(context, 'tsc', '-b', 'shared', 'server', 'web', 'test');
const built = async ({ node }) => build(node).then(() => ok);
/** What a citizen's phone fetches before the first picture. */
const bytes = (context) => check(context, 'node', 'infra/scripts/js-budget.mjs');

/** One after the other; lanes beside each other: each of these programs keeps one core busy. */
const stages = [
  [
    { lint, format },
    { types, build: built, bytes },
  ],
  [{ unit: ({ env }) => runJest('unit', ['--maxWorkers=2'], env) }],
  [{ integration: ({ env }) => runJest('integration', ['--maxWorkers=2'], env) }],
  // Browsers want the machine for themselves.
  [{ e2e: ({ env }) => runJest('e2e', ['--runInBand'], env) }],
];

await main(async () => {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, failures: [] };
  const lines = [];
  const add = (name, { passed, failed, failures }, seconds) => {
    const state = failed ? 'FAILED' : 'ok    ';
    lines.push(`  ${name.padEnd(12)}${state} ${String(passed).padStart(5)} passed ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures);
  };
  try {
    const { node } = await prepare();
    await findFfmpeg({ required: true });
    const folder = new RunFolder();
    const programs = {
      MEDIASOUP_WORKER_BIN: await findWorker(node),
      CHROMIUM_BIN: await findBrowser(node),
      TMPDIR: folder.path,
    };
    const context = { node, env: environmentFor(node, programs) };
    for (const lanes of stages) {
      await Promise.all(
        lanes.map(async (lane) => {
          for (const [name, run] of Object.entries(lane)) {
            const began = Date.now();
            if (lanes.length === 1) console.log(`\n--- ${name}`);
            const count = await whatever(name, () => run(context));
            add(name, count, Math.round((Date.now() - began) / 1000));
          }
        }),
      );
    }
    for (const command of await folder.leftBehind()) console.log(`left running by a test: ${command.slice(0, 120)}`);
  } catch (error) {
    report(error);
    total.failed += 1;
  }
  if (total.failures.length > 0) console.log(`\nFailed:\n\n${total.failures.join('\n\n')}`);
  if (lines.length > 0) console.log(`\n${lines.join('\n')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

/**
 * Runs a stage whatever happened to the others, so that one run tells everything that is wrong.
 *
 * @returns {Promise<Count>}
 */
async function whatever(name, run) {
  try {
    return await run();
  } catch (error) {
    report(error);
    return { passed: 0, failed: 1, failures: [`${name}: ${error instanceof Problem ? error.message : error.stack}`] };
  }
}

/** @returns {Promise<Count>} one passed, or one failed with what the tool wrote */
async function check({ env }, tool, ...args) {
  const { code, text } = await runKept(tool, args, { cwd: root, env });
  if (code === 0) return ok;
  return { passed: 0, failed: 1, failures: [`${tool} ${args[0]}\n${text.trimEnd()}`] };
}
