import { randomUUID } from 'node:crypto';
import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import type { CommandName } from '@sammelan/shared/socket-events.js';
import { RouteAccess } from '@sammelan/server/access/route-access.js';
import { Vault } from '@sammelan/server/vault/vault.js';
import { commandSamples, routeSamples } from '../support/samples.js';
import { ServerProcess } from '../support/server-process.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';
import { openSession } from '../support/people.js';

const canaries = 10_000;
/** Confirmed one by one, as people do; the rest as years of rallies leave them. */
const confirmed = 40;
/** Not as times in milliseconds begin, which are digits too. */
const national = Array.from({ length: canaries }, (_, nth) => String(8_200_000_000 + nth * 104_729));
const known = new Set(national);

/** The canaries in a text, written in digits or, as the database writes bytes, in hexadecimal. */
function canariesIn(text: string): string[] {
  const found: string[] = [];
  const look = (digits: string): void => {
    for (let at = 0; at + 10 <= digits.length; at++) {
      const window = digits.slice(at, at + 10);
      if (known.has(window)) found.push(window);
    }
  };
  for (const [digits] of text.matchAll(/\d(?:[\s\-()]?\d){9,}/g)) look(digits.replace(/\D/g, ''));
  for (const [hex] of text.matchAll(/(?:3\d){10,}/g)) look(Buffer.from(hex, 'hex').toString());
  return found;
}

/** Ten thousand numbers go in, through the front door and the back; none comes out anywhere. */
describe('10,000 phone numbers', () => {
  let gateway: SmsGatewayServer;
  let base: TestServer;
  let server: ServerProcess;
  const heard: string[] = [];

  beforeAll(async () => {
    gateway = await SmsGatewayServer.start();
    base = await TestServer.start();
    // A process of its own on the same data, so that every line of its log can be read.
    server = await ServerProcess.start({
      ...gateway.env,
      LOG_LEVEL: 'trace',
      DATA_DIR: base.dataDir,
      DATABASE_URL: base.databaseUrl,
    });
    const vault = base.get(Vault);
    const sealed = national.slice(confirmed).map((number) => vault.seal(`+91${number}`));
    await base.sql(
      `insert into phones (id, lookup, sealed, key_id, last_two)
       select * from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[], $5::text[])`,
      [
        sealed.map(() => randomUUID()),
        sealed.map(({ lookup }) => lookup),
        sealed.map((one) => one.sealed),
        sealed.map(({ keyId }) => keyId),
        sealed.map(({ lastTwo }) => lastTwo),
      ],
    );
    await base.sql('insert into phone_profiles (identity_id, phone_id) select gen_random_uuid(), id from phones');
  });
  afterAll(async () => {
    await server.stop();
    await base.stop();
    await gateway.stop();
  });

  const hear = async (response: Response): Promise<void> => {
    heard.push(JSON.stringify([...response.headers]), await response.text());
  };

  it('are found where they are: the search itself works', () => {
    expect(canariesIn(`a ${national[7]} b`)).toEqual([national[7]]);
    expect(canariesIn(`+91 ${national[7]!.slice(0, 5)}-${national[7]!.slice(5)}`)).toEqual([national[7]]);
    expect(canariesIn(Buffer.from(`+91${national[9]}`).toString('hex'))).toEqual([national[9]]);
    expect(canariesIn('0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b')).toEqual([]);
  });

  it('are in no answer of any route, whoever asks and whatever goes wrong', async () => {
    for (const number of national.slice(0, confirmed)) {
      const client = new TestClient(server.url);
      await openSession(client);
      const send = (body: object) =>
        client.fetch('/api/phone/code', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      await hear(await send({ phone: `${number}x`, language: 'en' }));
      await hear(await send({ phone: number, language: 'en', extra: number }));
      const sent = await client.post<CodeSentView>('/api/phone/code', { phone: number, language: 'en' });
      heard.push(JSON.stringify(sent));
      const body = { requestId: sent.requestId, code: gateway.codeFor(`+91${number}`) };
      heard.push(JSON.stringify(await client.post('/api/phone/confirm', body)));
      heard.push(JSON.stringify(await client.get('/api/phone')));
    }
    gateway.status = 500;
    const unlucky = new TestClient(server.url);
    await openSession(unlucky);
    await expect(unlucky.post('/api/phone/code', { phone: national[500], language: 'hi' })).rejects.toMatchObject({
      code: 'sms-failed',
    });
    const owner = await server.withLink((await base.demoLinks()).organise);
    const { id } = await owner.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    // Signing out last: what is asked after it is asked by nobody.
    const isLast = ({ path }: { path: string }): number => Number(/account|sign-/.test(path));
    const routes = [...base.get(RouteAccess).declarations()].sort((a, b) => isLast(a) - isLast(b));
    for (const client of [owner, unlucky]) {
      for (const { method, path } of routes) {
        const { body, query } = routeSamples[`${method} ${path}`] ?? {};
        const url = path.replace(':rallyId', id).replace(':slug', demoSlug).replace(/:\w+/g, '823001');
        await hear(
          await client.fetch(`${url}${query ? `?${new URLSearchParams(query)}` : ''}`, {
            method,
            ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
          }),
        );
      }
    }
    owner.close();
    expect(heard.length).toBeGreaterThan(300);
    expect(heard.flatMap(canariesIn)).toEqual([]);
  });

  it('are in no frame of any socket', async () => {
    const owner = await server.withLink((await base.demoLinks()).organise);
    const frames: string[] = [];
    for (const [name, payload] of Object.entries(commandSamples)) {
      frames.push(JSON.stringify(await owner.sendRaw(name as CommandName, payload).catch(String)));
    }
    frames.push(JSON.stringify(owner.everyEvent));
    owner.close();
    expect(frames.length).toBeGreaterThan(40);
    expect(frames.flatMap(canariesIn)).toEqual([]);
  });

  it('are in no metric and no line of the log', async () => {
    const metrics = await fetch(`${server.url}/metrics`).then((response) => response.text());
    expect(metrics).toContain('process_');
    expect(canariesIn(metrics)).toEqual([]);
    expect(server.everything).toContain('The gateway did not take a message');
    expect(canariesIn(server.everything)).toEqual([]);
  });

  it('are in no dump of the database, neither as digits nor as bytes', async () => {
    const tables = await base.sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    let phones = 0;
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await base.sql<{ row: string }>(`select row_to_json(t)::text as row from "${name}" t`);
      if (name === 'phones') phones = rows.length;
      for (const { row } of rows) found.push(...canariesIn(row));
    }
    // All of them, and that of an invite which one of the routes has made.
    expect(phones).toBeGreaterThanOrEqual(canaries);
    expect(found).toEqual([]);
  });
});
