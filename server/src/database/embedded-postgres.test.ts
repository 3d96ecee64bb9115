import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';

const messages: string[] = [];
const logger = { info: (text: string) => messages.push(text), warn: (text: string) => messages.push(text) };
let dataDir: string;

beforeEach(async () => {
  messages.length = 0;
  dataDir = await mkdtemp(path.join(tmpdir(), 'sammelan-db-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Retries until the database answers again; used where it has just been killed. */
async function queryOnceBack<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await query<T>(url, sql);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const postmasterPid = async (url: string): Promise<number> => {
  const [row] = await query<{ pid: number }>(
    url,
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid",
  );
  return row!.pid;
};

test('what was committed is there after stop and start, durably stored', async () => {
  const first = await startEmbeddedPostgres({ dataDir, logger });
  await query(first.url, 'create table note (text text)');
  await query(first.url, "insert into note values ('नमस्ते')");
  await first.stop();
  await first.stop();
  await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

  const second = await startEmbeddedPostgres({ dataDir, logger });
  try {
    expect(await query(second.url, 'select text from note')).toEqual([{ text: 'नमस्ते' }]);
    expect(await query(second.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(second.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect((await stat(dataDir)).mode & 0o007).toBe(0);
    const withoutPassword = second.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(withoutPassword, 'select 1')).rejects.toThrow(/password authentication failed/);
  } finally {
    await second.stop();
  }
});

test('two folders are two databases; one folder belongs to one server', async () => {
  // Below a folder that PostgreSQL's user cannot enter, root would have both put elsewhere.
  await chmod(dataDir, 0o755);
  const one = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'one'), logger });
  const two = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'two'), logger });
  try {
    expect(two.url).not.toBe(one.url);
    await expect(startEmbeddedPostgres({ dataDir: path.join(dataDir, 'one'), logger })).rejects.toThrow(/is in use/);
    expect(await query(one.url, 'select 1 as still')).toEqual([{ still: 1 }]);
  } finally {
    await Promise.all([one.stop(), two.stop()]);
  }
});

test('a database that outlived its killed server is adopted', async () => {
  const source = fileURLToPath(new URL('./embedded-postgres.ts', import.meta.url));
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(source)};
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, logger: { info() {}, warn() {} } });
    process.stdout.write(url);
    setInterval(() => {}, 1000);`;
  const server = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
  const pid = await postmasterPid(url);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;

  const next = await startEmbeddedPostgres({ dataDir, logger });
  try {
    expect(next.url).toBe(url);
    expect(await postmasterPid(next.url)).toBe(pid);
    expect(messages.join()).toMatch(/adopted/);
  } finally {
    await next.stop();
  }
  await expect(query(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('a killed database comes back on the same address with what was committed', async () => {
  const database = await startEmbeddedPostgres({ dataDir, logger });
  try {
    await query(database.url, 'create table ballot (voter int primary key)');
    await query(database.url, 'insert into ballot values (7)');
    const killed = await postmasterPid(database.url);
    process.kill(killed, 'SIGKILL');
    expect(await queryOnceBack(database.url, 'select voter from ballot')).toEqual([{ voter: 7 }]);
    expect(await postmasterPid(database.url)).not.toBe(killed);
  } finally {
    await database.stop();
  }
});
