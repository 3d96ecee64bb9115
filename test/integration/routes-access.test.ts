import { type Permission, permissions, type Role } from '@sammelan/shared/access/access.rules.js';
import type { Ack } from '@sammelan/shared/contract/contract.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { commands } from '@sammelan/shared/socket-events.js';
import { RouteAccess, type RouteDeclaration } from '@sammelan/server/access/route-access.js';
import { CommandRouter } from '@sammelan/server/realtime/command-router.js';
import { everyKindOfPerson, type Person } from '../support/roles.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** An id that nothing has. */
const nowhere = '0190a000-0000-7000-8000-000000000000';

const holds = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);

describe('who may call what', () => {
  let server: TestServer;
  let people: Person[];
  let rallyId: string;
  let routes: readonly RouteDeclaration[];
  beforeAll(async () => {
    server = await TestServer.start();
    people = await everyKindOfPerson(server);
    rallyId = (await people[0]!.client.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    routes = server.get(RouteAccess).declarations();
  });
  afterAll(() => server.stop());

  const call = ({ method, path }: RouteDeclaration, token?: string): Promise<Response> => {
    const url = path
      .replace(':rallyId', rallyId)
      .replace(':slug', demoSlug)
      .replace(':pin', '823001')
      .replace(/:\w+/g, nowhere);
    return fetch(server.url + url, { method, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) });
  };
  const codeOf = async (response: Response): Promise<string | null> =>
    response.ok ? null : ((await response.json()) as { error: { code: string } }).error.code;

  it('knows every route and every command', () => {
    expect(routes.length).toBeGreaterThan(35);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
    const declared = server.get(CommandRouter).declarations();
    expect(declared.map(({ name }) => name).sort()).toEqual(Object.keys(commands).sort());
  });

  it('asks everyone who is nobody for a session, on every route that is not public', async () => {
    for (const route of routes) {
      const code = await codeOf(await call(route));
      const asked = `${route.method} ${route.path}: ${code}`;
      if (route.access === 'public') expect(asked).not.toMatch(/unauthenticated|forbidden|internal/);
      else expect(asked).toBe(`${route.method} ${route.path}: unauthenticated`);
    }
  });

  it('takes no broken session for none, not even on a public route', async () => {
    for (const route of routes.filter(({ access }) => access === 'public')) {
      expect(await codeOf(await call(route, 'rubbish'))).toBe('unauthenticated');
    }
  });

  it('lets each person call exactly the routes that their role holds', async () => {
    const wrong: string[] = [];
    let forbidden = 0;
    for (const { title, role, wide, client } of people) {
      for (const route of routes) {
        const { access } = route;
        // An encoder's key is no session, and a session no key.
        if (access === 'stream-key') {
          expect(await codeOf(await call(route, client.session!.token))).toBe('unauthenticated');
          continue;
        }
        const everyone = access === 'public' || access === 'session';
        // A role in one rally reaches no further: what names no rally is the whole organisation's.
        const reaches = wide || route.path.includes(':rallyId');
        const allowed = everyone || holds('viewer', access) || (reaches && holds(role, access));
        const code = await codeOf(await call(route, client.session!.token));
        if (!allowed) forbidden++;
        if ((code === 'forbidden') === allowed || code === 'internal' || code === 'unauthenticated') {
          wrong.push(`${title}: ${route.method} ${route.path} (${access}) answered ${code}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(forbidden).toBeGreaterThan(100);
  });

  it('lets each person send exactly the commands that their role holds', async () => {
    const wrong: string[] = [];
    for (const { title, role, client } of people) {
      for (const [nth, { name, permission }] of server.get(CommandRouter).declarations().entries()) {
        // One socket may not send this much at once.
        if (nth % 50 === 49) {
          client.close();
          await client.enter(demoSlug);
        }
        const allowed = holds('viewer', permission) || holds(role, permission);
        // A field that no command has: who is allowed is told of it, and nothing is done.
        const reply: Ack<unknown> = await client.sendRaw(name, { noSuchField: true });
        const code = reply.ok ? 'ok' : reply.error.code;
        if (code !== (allowed ? 'invalid-payload' : 'forbidden')) {
          wrong.push(`${title}: ${name} (${permission}) answered ${code}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
