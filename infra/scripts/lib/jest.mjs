import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runShown } from './exec.mjs';
import { root, stateDir } from './paths.mjs';

/** Enough to see which expectation it was; everything is further up. */
const messageLines = 12;

/**
 * Runs a project's tests, and counts them by the report that Jest writes, not by its exit code alone.
 *
 * @param {string} project
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>} a file that does not load, whose process died
 *   or whose end failed counts as one failed; so does a Jest that left no report
 */
export async function runJest(project, args, env) {
  mkdirSync(stateDir, { recursive: true });
  const outputFile = path.join(stateDir, `jest-${project}.json`);
  rmSync(outputFile, { force: true });
  const all = ['--selectProjects', project, '--forceExit', '--json', `--outputFile=${outputFile}`, ...args];
  const code = await runShown('jest', all, { cwd: root, env, stdout: 'ignore' });
  if (!existsSync(outputFile)) {
    return { passed: 0, failed: 1, failures: [`${project}: Jest ended without a report (exit code ${code})`] };
  }
  const { numPassedTests, testResults } = JSON.parse(readFileSync(outputFile, 'utf8'));
  const failures = testResults.flatMap(failuresOf);
  if (failures.length === 0 && code !== 0) failures.push(`${project}: Jest ended with exit code ${code}`);
  return { passed: numPassedTests, failed: failures.length, failures };
}

function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((one) => one.status === 'failed');
  const texts = failed.map(({ fullName, failureMessages }) => `${file} › ${fullName}\n${brief(failureMessages[0])}`);
  return texts.length === 0 && status === 'failed' ? [`${file}\n${brief(message)}`] : texts;
}

const brief = (text = '') =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() && !/^\s+at .*node_modules/.test(line))
    .slice(0, messageLines)
    .map((line) => `    ${line.trimEnd()}`)
    .join('\n');
