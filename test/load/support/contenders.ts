import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { switchRulesOff } from '../../support/rules.js';
import { ServerProcess } from '../../support/server-process.js';
import type { Target } from './crowd-messages.js';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A server that is measured, in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly target: Target;
  /** Where its embedded database lives, if it has one. */
  readonly dataDir: string | null;
  /** Has it collect its garbage. */
  collect(): void;
  stop(): Promise<void>;
}

const preload = `--import ${file('collect-on-signal.mjs')}`;

/** The built product with everything on: sessions, rules, PostgreSQL. Mind that its limits hold for benches too. */
export async function product(): Promise<Contender> {
  const server = await ServerProcess.start({ LOG_LEVEL: 'error', NODE_OPTIONS: preload });
  // A crowd of benches writes the same over and over.
  const owner = await server.withLink((await server.demoLinks()).organise);
  await switchRulesOff(owner);
  owner.close();
  const { pid } = server;
  return {
    name: 'sammelan',
    target: { kind: 'product', pid, port: Number(new URL(server.url).port) },
    dataDir: server.dataDir,
    collect: () => process.kill(pid, 'SIGUSR2'),
    stop: () => server.stop(),
  };
}

/** socket.io as its documentation sets it up. */
export const socketIo = (): Promise<Contender> => peer('socket.io', 'socket.io', 'peers/socket-io.mjs');

/** The `ws` package and a loop. */
export const bareWs = (): Promise<Contender> => peer('ws', 'ws', 'peers/ws.mjs');

/** uWebSockets, where BUN_BIN names a `bun` that carries it; null elsewhere: 100 MB are much for a peer. */
export async function uWebSockets(): Promise<Contender | null> {
  const { BUN_BIN } = process.env;
  if (!BUN_BIN) return null;
  const child = spawn(BUN_BIN, [file('peers/uwebsockets.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    name: 'uWebSockets',
    target: { kind: 'ws', pid: child.pid as number, port: Number(port.toString()) },
    dataDir: null,
    collect: () => undefined,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function peer(name: string, kind: Target['kind'], path: string): Promise<Contender> {
  const child: ChildProcess = fork(file(path), { execArgv: [], env: { ...process.env, NODE_OPTIONS: preload } });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const pid = child.pid as number;
  return {
    name,
    target: { kind, pid, port },
    dataDir: null,
    collect: () => process.kill(pid, 'SIGUSR2'),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
