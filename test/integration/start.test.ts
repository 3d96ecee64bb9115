import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoLinks } from '@sammelan/server/demo/demo.service.js';
import { eventually } from '../support/eventually.js';
import { type PortBlock, takePorts } from '../support/ports.js';

/** Far more than it takes; other tests run beside this one. */
const startTimeoutMs = 30_000;

const children: ChildProcess[] = [];
let dataDir: string;
let ports: PortBlock;

beforeAll(async () => {
  ports = await takePorts();
});
afterAll(() => ports.release());
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'sammelan-start-'))));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

/** What `npm start` runs, and what it has written so far. */
function start(env: Record<string, string>): {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
} {
  const child = spawn(process.execPath, ['infra/scripts/start.mjs'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      MEDIA_WORKERS: '1',
      MEDIA_PORT_BASE: String(ports.media),
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, exit: once(child, 'close').then(([code]) => code as number | null) };
}

const isUp = (port: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

test('prints and writes three links that work, and Ctrl-C stops everything', async () => {
  const PORT = String(ports.http);
  const server = start({ PORT });
  await eventually(() => /Watch .*Speak .*Organise .*\n\n/s.test(server.output()), 'three links', startTimeoutMs);
  const links = JSON.parse(await readFile(join(dataDir, 'demo-links.json'), 'utf8')) as DemoLinks;
  for (const link of [links.watch, links.speak, links.organise]) {
    expect(server.output()).toContain(link);
    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
  }
  server.child.kill('SIGINT');
  expect(await server.exit).toBe(0);
  expect(await isUp(PORT)).toBe(false);
});

test('a killed start leaves nothing that blocks the next one', async () => {
  const PORT = String(ports.http);
  const first = start({ PORT });
  await eventually(() => isUp(PORT), 'the first is up', startTimeoutMs);
  first.child.kill('SIGKILL');
  // At once, while the orphaned server is still letting go of port and database.
  const second = start({ PORT });
  await eventually(() => second.output().includes('Organise'), 'the second is up', startTimeoutMs);
  second.child.kill('SIGINT');
  expect(await second.exit).toBe(0);
});

test.each([
  ['a variable that cannot be used', { PORT: 'three thousand' }, /^PORT must be .*"three thousand"\.$/],
  ['a folder that cannot be made', { DATA_DIR: '/proc/sammelan' }, /^DATA_DIR \/proc\/sammelan cannot be used: .*\.$/],
  ['a worker that is not there', { MEDIASOUP_WORKER_BIN: '/none' }, /^error: MEDIASOUP_WORKER_BIN names \/none, .*$/],
])('%s is one line that names it, and a failure', async (_, env, line) => {
  const server = start(env);
  expect(await server.exit).toBe(1);
  const lines = server.output().trim().split('\n');
  expect(lines.at(-1)).toMatch(line);
  expect(lines.filter((text) => !/^(- | {2}… | {2}done)/.test(text))).toHaveLength(1);
});

test('a port in use is one line that names it, and a failure', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const PORT = String((other.address() as AddressInfo).port);
  const server = start({ PORT });
  expect(await server.exit).toBe(1);
  expect(server.output().trim().split('\n').at(-1)).toMatch(new RegExp(`^PORT ${PORT} is in use\\.`));
  other.close();
});
