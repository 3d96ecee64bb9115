import { watchAncestors } from './ancestors.mjs';
import { killRunning } from './exec.mjs';
import { installPackages } from './install.mjs';
import { findNode } from './node.mjs';
import { Problem } from './problem.mjs';

const oldestNode = [20, 19];

/**
 * What every command needs first: packages installed and a Node that is new enough. Until `stopWatching` a signal ends
 * the script and the programs it has started.
 *
 * @returns {Promise<{ node: string, stopWatching: () => void }>}
 */
export async function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Problem(`Node ${process.versions.node} is too old: install Node ${oldestNode.join('.')} or newer`);
  }
  if (process.platform === 'win32')
    throw new Problem('Windows is not supported: use WSL, a virtual machine or a server');
  const stopWatching = endWithChildren();
  await installPackages();
  return { node: findNode(), stopWatching };
}

function endWithChildren() {
  const end = () => {
    killRunning();
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  const unwatch = watchAncestors(end);
  return () => {
    for (const signal of signals) process.off(signal, end);
    unwatch();
  };
}
