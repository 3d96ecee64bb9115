import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the ports that systems give out by themselves (Linux: from 32,768), above what daemons use. */
const first = 20_000;
const blockSize = 60;
const blocks = 200;

/** Ports in a row that no other test uses, in this run or another one on this machine. */
export interface PortBlock {
  /** For the media: one for each worker, from here on. */
  media: number;
  /** For a second server of the same test. */
  moreMedia: number;
  /** To be listened on. */
  http: number;
  /** Gives them back; the end of the process does it too. */
  release(): void;
}

/**
 * Takes a block: whoever listens on its last port has it, which no two can do, and which ends with the process however that
 * ends. A port that was merely found free may be somebody else's a moment later.
 */
export async function takePorts(): Promise<PortBlock> {
  const begin = Math.floor(Math.random() * blocks);
  for (let nth = 0; nth < blocks; nth += 1) {
    const base = first + ((begin + nth) % blocks) * blockSize;
    const guard = await listenOn(base + blockSize - 1);
    if (guard) {
      return { media: base, moreMedia: base + 20, http: base + 40, release: () => void guard.close() };
    }
  }
  throw new Error('no ports are left for a test server');
}

async function listenOn(port: number): Promise<Server | null> {
  const server = createServer();
  // A test that forgets to give them back must not keep its process alive.
  server.unref();
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  return listening.then(
    () => server,
    () => null,
  );
}
