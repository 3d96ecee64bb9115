import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@sammelan/server/database/embedded-postgres.js';
import { freePort, ServerProcess } from '../support/server-process.js';
import type { Bench } from './support/bench.js';

const lookEveryMs = 5;
const silent = { info: () => undefined, warn: () => undefined };

const bench: Bench = {
  about:
    'from the start of the process to the first answer of its readiness, the second time, with compiled JavaScript kept from ' +
    'the first, as npm start keeps it for the server; against a bare NestJS application with TypeORM that finds its database ' +
    'running, plus the time that starting the database takes.',
  async *run({ quick, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-cold-'));
    const env = { NODE_ENV: 'production', NODE_COMPILE_CACHE: join(folder, 'cache') };
    const server = await ServerProcess.start(env);
    const best = { sammelan: Infinity, database: Infinity, nest: Infinity };
    const keep = (name: keyof typeof best, ms: number): void => {
      best[name] = Math.min(best[name], ms);
    };
    try {
      await server.end();
      for (let round = 0; round <= (quick ? 1 : 5); round += 1) {
        const product = await timed(() => server.launch(lookEveryMs));
        await server.end();
        const { ms: database, result } = await timed(() =>
          startEmbeddedPostgres({ dataDir: server.dataDir, logger: silent }),
        );
        const nest = await bareNest(result.url, env);
        await result.stop();
        say(`sammelan ${product.ms.toFixed(0)}, database ${database.toFixed(0)}, bare Nest ${nest.toFixed(0)} ms`);
        if (round === 0) continue; // it fills the caches
        keep('sammelan', product.ms);
        keep('database', database);
        keep('nest', nest);
      }
      yield {
        what: 'second start',
        unit: 'ms',
        figures: { sammelan: best.sammelan, 'bare Nest + TypeORM, and the database': best.nest + best.database },
        notes:
          `bare Nest + TypeORM ${best.nest.toFixed(0)} ms, database ${best.database.toFixed(0)} ms: ` +
          `without the database's start ${((best.sammelan - best.database) / best.nest).toFixed(2)} × bare`,
      };
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

async function timed<Result>(work: () => Promise<Result>): Promise<{ ms: number; result: Result }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

async function bareNest(databaseUrl: string, env: Record<string, string>): Promise<number> {
  const port = await freePort();
  const file = fileURLToPath(new URL('peers/nest.mjs', import.meta.url));
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { ...process.env, ...env, DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answers(`http://127.0.0.1:${port}/api/health/ready`))) {
      if (child.exitCode !== null) throw new Error('the bare application ended');
      await sleep(lookEveryMs);
    }
    return performance.now() - began;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
