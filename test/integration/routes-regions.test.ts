import { isInPart, overlaps, type Permission, permissions } from '@sammelan/shared/access/access.rules.js';
import { isForEveryone, isWithin } from '@sammelan/shared/access/access.rules.js';
import { RouteAccess } from '@sammelan/server/access/route-access.js';
import { CommandRouter } from '@sammelan/server/realtime/command-router.js';
import { type Holder, patna, type RegionalRally, regionalWorld } from '../support/regional-world.js';
import { commandSamples, routeSamples } from '../support/samples.js';
import { demoSlug, TestServer } from '../support/test-server.js';

/** What the fields of payloads and the parameters of paths name. A new one has to be put here before it passes. */
const names: Record<string, keyof RegionalRally> = {
  rallyId: 'id',
  grantId: 'grantId',
  inviteId: 'inviteId',
  pollId: 'pollId',
  messageId: 'messageId',
  identityId: 'identityId',
  seatId: 'seatId',
  questionId: 'questionId',
  keyId: 'captionKeyId',
  intoId: 'questionId',
  ids: 'messageId',
  streamKeyId: 'streamKeyId',
  targetId: 'pushTargetId',
  slideId: 'slideId',
};
/** Fields that name a region by its path. */
const regionFields = new Set(['key', 'parentPath', 'regionPath', 'path']);
/** Ids that are the caller's own to make, say from where a page goes on, or mean something only to the socket that sent them. */
const ownIds = new Set(['clientId', 'lineId', 'deviceId', 'transportId', 'consumerIds', 'before']);
const parametersWithoutScope = new Set(['slug', 'name', 'pin', 'take']);
const idPattern = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What an answer may be that did nothing and told nothing. */
const refusals =
  /^(forbidden|not-found|message-gone|seat-missing|hand-missing|media-unavailable|stage-not-granted|unauthenticated)$/;

/** The model, apart from the policy: may this holder reach into this rally with this permission at all? */
const mayReach = ({ role, path, rallyId }: Holder, permission: Permission, rally: RegionalRally): boolean =>
  (permissions[permission] as readonly string[]).includes(role) &&
  (rallyId === null || rallyId === rally.id) &&
  (isInPart(permission) ? overlaps(path, rally.path) : isWithin(path, rally.path));

describe('power ends at the border of its region', () => {
  let server: TestServer;
  let rallies: RegionalRally[];
  let holders: Holder[];
  let tried = 0;
  const escapes: string[] = [];
  beforeAll(async () => {
    server = await TestServer.start({ LOG_LEVEL: 'silent' });
    ({ rallies, holders } = await regionalWorld(server));
  });
  beforeEach(() => {
    tried = 0;
    escapes.length = 0;
  });
  afterAll(() => server.stop());

  const expectRefused = (what: string, code: string): void => {
    tried += 1;
    if (!refusals.test(code)) escapes.push(`${what}: ${code}`);
  };
  /** The field of a payload, pointed at what is foreign; null where it names nothing that could be. */
  const foreignValue = (holder: Holder, field: string, value: unknown, rally: RegionalRally): unknown => {
    const named = names[field] ?? names[field.replace(/s$/, '')];
    if (named) return Array.isArray(value) ? [rally[named]] : rally[named];
    // Patna is foreign to those of Gaya; to those of Bihar, what is above it (of a chat room that is the rally's own).
    if (regionFields.has(field) && !isWithin(holder.path, patna)) return patna;
    if (regionFields.has(field)) return field === 'key' ? null : '/';
    const looksLikeId = [value].flat().some((one) => typeof one === 'string' && idPattern.test(one));
    if (looksLikeId && !ownIds.has(field)) throw new Error(`what does the field ${field} name? say it in this test`);
    return null;
  };
  const pointedAt = (holder: Holder, payload: object, rally: RegionalRally): { payload: object; foreign: boolean } => {
    const entries = Object.entries(payload).map(([field, value]) => {
      const foreign = foreignValue(holder, field, value, rally);
      return { field, value: foreign ?? value, foreign: foreign !== null };
    });
    return {
      payload: Object.fromEntries(entries.map(({ field, value }) => [field, value])),
      foreign: entries.some(({ foreign }) => foreign),
    };
  };

  it('on every route: no rally, object or region of another is read or changed', async () => {
    const routes = server.get(RouteAccess).declarations();
    for (const { method, path, access } of routes) {
      if (access === 'public' || access === 'session' || access === 'stream-key') continue;
      const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
      const unknown = parameters.filter((name) => !(name in names) && !parametersWithoutScope.has(name));
      if (unknown.length) throw new Error(`what does ${unknown.join()} in ${path} name? say it in this test`);
      const inRally = parameters.includes('rallyId');
      const objects = parameters.filter((name) => name !== 'rallyId' && name in names);
      const sample = routeSamples[`${method} ${path}`];
      for (const holder of holders) {
        for (const rally of inRally ? rallies : [rallies[0]!]) {
          for (const other of rallies) {
            const reaches = mayReach(holder, access, rally);
            // Into their own rally with its own objects a holder may go; that is for the features' tests.
            const isForeign = inRally ? !reaches || (objects.length > 0 && other !== rally) : isBeyond(holder, other);
            if (!isForeign || (objects.length === 0 && other !== rally)) continue;
            const url = path.replace(/:(\w+)/g, (_, name: string) =>
              String(name === 'rallyId' ? rally.id : names[name] ? other[names[name]] : demoSlug),
            );
            const body = sample?.body ? pointedAt(holder, sample.body, other).payload : null;
            const query = sample?.query
              ? `?${new URLSearchParams(pointedAt(holder, sample.query, other).payload as never)}`
              : '';
            // What names no object and no rally is read within one's own borders: the next test looks into the answers.
            if (!inRally && objects.length === 0 && method === 'GET' && isInPart(access)) continue;
            const code = await ask(holder, method, url + query, body);
            expectRefused(`${holder.title}: ${method} ${path} (${rally.slug}, objects of ${other.slug})`, code);
          }
        }
      }
    }
    expect(escapes).toEqual([]);
    expect(tried).toBeGreaterThan(700);
  });

  it('on every route that lists: nothing of another region is in the answer', async () => {
    const inPlay = rallies.filter(({ path }) => path === patna || path === '/BR/');
    const routes = server.get(RouteAccess).declarations();
    for (const { method, path, access } of routes) {
      if (method !== 'GET' || access === 'public' || path.startsWith('/api/regions')) continue;
      for (const holder of holders.filter((one) => one.path !== '/BR/')) {
        for (const rally of rallies) {
          const url = path.replace(/:(\w+)/g, (_, name: string) => String(names[name] ? rally[names[name]] : demoSlug));
          const response = await fetch(server.url + url, { headers: authorization(holder) });
          const text = response.ok ? await response.text() : '';
          tried += 1;
          // Of a rally for all of Bihar its own id is no secret to who works in a part of it; what is in it is.
          const secrets = inPlay.flatMap(({ grantId, inviteId, identityId, messageId }) => [
            grantId,
            inviteId,
            identityId,
            messageId,
          ]);
          for (const secret of [...secrets, 'BR-PATNA', 'Secret convenors of patna']) {
            if (text.includes(secret))
              escapes.push(`${holder.title}: ${method} ${path} of ${rally.slug} shows ${secret}`);
          }
        }
      }
    }
    expect(escapes).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });

  it('on every command: no rally, object, person or region of another is touched', async () => {
    const declared = server.get(CommandRouter).declarations();
    const others = { everywhere: rallies[0]!, bihar: rallies[1]!, patna: rallies[3]! };
    for (const holder of holders) {
      // In the state's rally, and in that of another district.
      for (const rally of [others.bihar, others.patna]) {
        let left = 0;
        for (const { name, permission } of declared) {
          for (const foreign of [rally, others.everywhere]) {
            if (isWithin(holder.path, rally.path) && foreign === rally) continue;
            const { payload, foreign: isForeign } = pointedAt(holder, commandSamples[name], foreign);
            const reaches = isForEveryone(permission) || mayReach(holder, permission, rally);
            if (reaches && (!isForeign || isOpen(name, foreign === rally))) continue;
            if (left-- <= 0) {
              holder.client.close();
              await holder.client.enter(rally.slug);
              left = 50;
            }
            const reply = await holder.client.sendRaw(name, payload);
            expectRefused(
              `${holder.title} in ${rally.slug}: ${name} on ${foreign.slug}`,
              reply.ok ? 'ok' : reply.error.code,
            );
          }
        }
      }
    }
    expect(escapes).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  });

  it('changed nothing at all', async () => {
    const [{ n: gone } = { n: -1 }] = await server.sql<{ n: number }>(
      'select count(*)::int as n from grants where revoked_at is not null',
    );
    expect(gone).toBe(0);
    expect(await server.sql('select 1 from invites where revoked_at is not null')).toEqual([]);
    expect(await server.sql('select 1 from silences')).toEqual([]);
    expect(await server.sql('select 1 from chat_messages where removed_at is not null')).toEqual([]);
    const states = await server.sql<{ state: string }>('select distinct state from rallies');
    expect(states).toEqual([{ state: 'open' }]);
  });

  /** Without a rally in the path: whether these objects lie outside what the holder has over the organisation. */
  const isBeyond = ({ path, rallyId }: Holder, { path: other }: RegionalRally): boolean =>
    rallyId !== null || !isWithin(path, other);

  /** Commands that anyone may send about what is in their own rally: reading polls, voting, naming an area. */
  const isOpen = (name: string, sameRally: boolean): boolean =>
    (sameRally && /^(poll:(vote|regions)|hand:|chat:send|moderation:report|question:support)/.test(name)) ||
    // The queue is read within the caller's own regions only.
    ['attendance:place', 'question:list', 'question:queue'].includes(name);

  const authorization = ({ client }: Holder) => ({ authorization: `Bearer ${client.session!.token}` });
  const ask = async (holder: Holder, method: string, url: string, body: object | null): Promise<string> => {
    const response = await fetch(server.url + url, {
      method,
      headers: { ...authorization(holder), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.ok) return 'ok';
    return ((await response.json()) as { error: { code: string } }).error.code;
  };
});
