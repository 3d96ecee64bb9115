import { randomUUID } from 'node:crypto';
import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { Ack } from '@sammelan/shared/contract/contract.js';
import { parse } from '@sammelan/shared/contract/parse.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { type CommandName, commands } from '@sammelan/shared/socket-events.js';
import { RouteAccess } from '@sammelan/server/access/route-access.js';
import { CommandRouter } from '@sammelan/server/realtime/command-router.js';
import { badPayloads, badValuesFor } from '../support/bad-values.js';
import { commandSamples, routeSamples } from '../support/samples.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** Fields in which null says something: take the pin, the time, the colour away. */
const takesNull = new Set([
  'moderation:pin messageId',
  'question:show questionId',
  'caption:follow language',
  'interpretation:choose language',
  'PATCH /api/rallies/:rallyId startsAt',
  'PATCH /api/organisation accent',
  'PATCH /api/organisation silence',
  'PATCH /api/grants/:grantId expiresAt',
  'PATCH /api/rallies/:rallyId/grants/:grantId expiresAt',
  'PUT /api/rallies/:rallyId/recording/trim from',
  'PUT /api/rallies/:rallyId/recording/trim to',
  'PUT /api/rallies/:rallyId/recording/retention deleteOn',
]);

/** Parts of a query that look for any text, braces too. */
const freeText = new Set(['search', 'actor', 'action', 'subject']);

const sample = (name: CommandName): Record<string, unknown> => ({ ...commandSamples[name] });

describe('what nobody should send', () => {
  let server: TestServer;
  let organiser: TestClient;
  let speaker: TestClient;
  let interpreter: TestClient;
  let rallyId: string;
  let before: Record<string, number>;
  beforeAll(async () => {
    server = await TestServer.start();
    organiser = await server.organiser();
    speaker = await server.speaker();
    interpreter = await server.withRole('interpreter');
    rallyId = (await organiser.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    before = await rowCounts();
  });
  afterAll(() => server.stop());

  async function rowCounts(): Promise<Record<string, number>> {
    const tables = await server.sql<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      counts[name] = (await server.sql<{ n: number }>(`select count(*)::int as n from "${name}"`))[0]!.n;
    }
    return counts;
  }

  /** A socket may send 20 commands a second: as many sockets as are needed, one after the other. */
  async function sender(
    permission: Permission,
  ): Promise<(name: CommandName, payload: unknown) => Promise<Ack<unknown>>> {
    const workers: Partial<Record<Permission, TestClient>> = {
      'stage.speak': speaker,
      'interpretation.speak': interpreter,
    };
    const client = workers[permission] ?? organiser;
    let left = 0;
    return async (name, payload) => {
      if (left-- === 0) {
        client.close();
        await client.enter(demoSlug);
        left = 55;
      }
      return client.sendRaw(name, payload);
    };
  }

  it('as a command is answered with what is wrong, field by field, and the socket lives', async () => {
    const wrong: string[] = [];
    let sent = 0;
    for (const { name, permission } of server.get(CommandRouter).declarations()) {
      const send = await sender(permission);
      const expectRefused = async (what: string, payload: unknown, field?: string): Promise<void> => {
        const reply = await send(name, payload);
        sent++;
        const said = reply.ok ? 'ok' : reply.error.code;
        const names = reply.ok ? [] : Object.keys(reply.error.fields ?? {});
        const namesIt = field === undefined || names.some((one) => one === field || one.startsWith(`${field}.`));
        if (said !== 'invalid-payload' || !namesIt || (!reply.ok && reply.error.message.length < 10)) {
          wrong.push(`${name}, ${what}: ${said} ${names.join()}`);
        }
      };
      for (const [what, payload] of badPayloads) await expectRefused(what, payload);
      const right = sample(name);
      for (const [field, value] of Object.entries(right)) {
        for (const [what, bad] of badValuesFor(value)) {
          if (bad === null && takesNull.has(`${name} ${field}`)) continue;
          await expectRefused(`${field} is ${what}`, { ...right, [field]: bad }, field);
        }
      }
      expect(organiser.connected && speaker.connected).toBe(true);
    }
    expect(wrong).toEqual([]);
    expect(sent).toBeGreaterThan(900);
  });

  it('has a right payload beside it: every sample passes the checks', () => {
    for (const [name, { payload }] of Object.entries(commands)) {
      const right = sample(name as CommandName);
      expect(Object.keys(parse<object>(payload, right)).sort()).toEqual(Object.keys(right).sort());
    }
  });

  it('over REST is answered likewise', async () => {
    const wrong: string[] = [];
    for (const [route, { body, query }] of Object.entries(routeSamples)) {
      const [method = '', path = ''] = route.split(' ');
      const ask = async (what: string, search: URLSearchParams | null, text: string | null): Promise<void> => {
        const response = await organiser.fetch(
          `${path.replace(':rallyId', rallyId).replace(/:\w+/g, randomUUID())}${search ? `?${search}` : ''}`,
          {
            method,
            ...(text === null ? {} : { headers: { 'content-type': 'application/json' }, body: text }),
          },
        );
        const answer = (await response.json()) as { error?: { code: string; message: string } };
        if (response.status !== 400 || answer.error?.code !== 'invalid-payload' || answer.error.message.length < 10) {
          wrong.push(`${route}, ${what}: ${response.status} ${answer.error?.code}`);
        }
      };
      if (body) {
        for (const [what, payload] of badPayloads) await ask(what, null, JSON.stringify(payload));
        await ask('no JSON', null, '{"a":');
        await ask('a field twice', null, `${JSON.stringify(body).slice(0, -1)},${JSON.stringify(body).slice(1)}`);
        for (const [field, value] of Object.entries(body)) {
          for (const [what, bad] of badValuesFor(value)) {
            if (bad === null && takesNull.has(`${route} ${field}`)) continue;
            await ask(`${field} is ${what}`, null, JSON.stringify({ ...body, [field]: bad }));
          }
        }
      }
      if (query) {
        await ask('a foreign field', new URLSearchParams({ ...query, admin: 'true' }), null);
        await ask('a prototype', new URLSearchParams({ ...query, __proto__x: '1' }), null);
        for (const field of Object.keys(query)) {
          const twice = new URLSearchParams({ ...query });
          twice.append(field, query[field]!);
          await ask(`${field} twice`, twice, null);
          for (const bad of ['', 'x'.repeat(9000), 'a\u0000b', '{}', '[]']) {
            if (freeText.has(field) && bad.length === 2) continue;
            await ask(`${field} is ${bad.slice(0, 9)}`, new URLSearchParams({ ...query, [field]: bad }), null);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is tried on every route that takes something', () => {
    const bare = [
      'PUT /api/rallies/:rallyId/cover',
      'POST /api/rallies/:rallyId/slides',
      'POST /api/rallies/:rallyId/slides/:slideId/show',
      'POST /api/rallies/:rallyId/slides/hide',
      'POST /api/audit/verification',
      'POST /api/rallies/:rallyId/recording/trim/confirm',
      'POST /api/rallies/:rallyId/recording/download',
      'POST /api/rallies/:rallyId/stream-keys/:streamKeyId/rotate',
      'POST /api/rallies/:rallyId/push-targets/:targetId/start',
      'POST /api/rallies/:rallyId/push-targets/:targetId/stop',
      // These take SDP, tried in their own test.
      'POST /whip',
      'PATCH /whip/:ingestId',
    ];
    const routes = server
      .get(RouteAccess)
      .declarations()
      .map(({ method, path }) => `${method} ${path}`);
    const taking = routes.filter((route) => /^(POST|PUT|PATCH)/.test(route) && !bare.includes(route));
    expect(taking.filter((route) => !(route in routeSamples))).toEqual([]);
    expect(Object.keys(routeSamples).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    expect(await rowCounts()).toEqual(before);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
