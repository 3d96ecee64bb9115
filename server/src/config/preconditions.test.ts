import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { checkPreconditions } from './preconditions.js';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'sammelan-conditions-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

const check = (env: Record<string, string>): Promise<void> =>
  checkPreconditions(
    readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(dir, 'a/b'), MEDIASOUP_WORKER_BIN: '/bin/sh', ...env }),
  );

test('makes the data folder, and accepts what can be used', async () => {
  await check({});
  expect((await stat(join(dir, 'a/b'))).isDirectory()).toBe(true);
});

test('names the variable that cannot be used, and why', async () => {
  await writeFile(join(dir, 'file'), '');
  await expect(check({ DATA_DIR: join(dir, 'file') })).rejects.toThrow(/^DATA_DIR .*file.* is a file\.$/);
  await expect(check({ DATA_DIR: join(dir, 'file/below') })).rejects.toThrow(/^DATA_DIR /);
  await expect(check({ HOST: '192.0.2.1' })).rejects.toThrow(/^HOST 192\.0\.2\.1 is not an address/);
  await expect(check({ MEDIASOUP_WORKER_BIN: join(dir, 'none') })).rejects.toThrow(
    /^MEDIASOUP_WORKER_BIN names .*none/,
  );
  await expect(check({ MEDIA_LISTEN_IP: '192.0.2.1' })).rejects.toThrow(/^MEDIA_LISTEN_IP 192\.0\.2\.1 is not/);
});

test('a database out of reach is named without its password', async () => {
  const error = await check({ DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/x' }).catch((caught: Error) => caught);
  expect(String(error)).toMatch(/DATABASE_URL: no connection to 127\.0\.0\.1:1: connect ECONNREFUSED/);
  expect(String(error)).not.toContain('s3cret');
});

test('a port in use is named; one that is let go in time is not', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const PORT = String((other.address() as AddressInfo).port);
  await expect(check({ PORT })).rejects.toThrow(new RegExp(`^PORT ${PORT} is in use`));
  setTimeout(() => other.close(), 500);
  await check({ PORT });
});
