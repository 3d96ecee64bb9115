import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { type MadeStreamKeyView, streamKeysPerRally } from '@sammelan/shared/ingest/ingest.dto.js';
import { pushTargetsPerRally, type PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const key = 'a-secret-stream-key';

// That anything arrives is shown in test/packaging/push-out.test.ts, by a real RTMP server.
describe('where the programme is sent on to', () => {
  let server: TestServer;
  let producer: TestClient;
  let path: string;

  beforeAll(async () => {
    server = await TestServer.start();
    producer = await server.organiser();
    const { id } = await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    path = `/api/rallies/${id}/push-targets`;
  });
  afterAll(() => server.stop());

  const create = () =>
    producer.post<PushTargetView>(path, { name: 'Elsewhere', url: 'rtmp://example.org/live', key, rung: 'high' });

  it('is added, started, stopped and removed, and all of it is on record', async () => {
    const { id, state } = await create();
    expect(state).toBe('off');
    // This server has no ffmpeg.
    expect(await producer.post(`${path}/${id}/start`, {})).toMatchObject({
      state: 'failed',
      trouble: 'ffmpeg-missing',
    });
    expect(await producer.post(`${path}/${id}/stop`, {})).toMatchObject({ state: 'off', trouble: null });
    await producer.delete(`${path}/${id}`);
    expect(await producer.get<PushTargetView[]>(path)).toEqual([]);
    const acts = await server.sql<{ action: string }>(
      "select action from audit where action like 'push.%' order by seq",
    );
    expect(acts.map(({ action }) => action)).toEqual(['push.create', 'push.start', 'push.stop', 'push.remove']);
  });

  it('keeps its key sealed, and tells it to nobody', async () => {
    const made = await create();
    expect(JSON.stringify([made, await producer.get(path)])).not.toContain(key);
    const [row] = await server.sql<{ text: string; sealed: Buffer }>(
      'select push_targets::text as text, key_sealed as sealed from push_targets where id = $1',
      [made.id],
    );
    expect(row?.text).not.toContain(key);
    expect(row?.sealed.toString('latin1')).not.toContain(key);
    const audit = await server.sql<{ text: string }>('select audit::text as text from audit');
    expect(audit.filter(({ text }) => text.includes(key))).toEqual([]);
  });

  it.each([
    'http://example.org/live',
    'rtmp://user:password@example.org/live',
    'rtmp://example.org',
    'file:///etc/passwd',
  ])('is no %s', async (url) => {
    const asked = producer.post(path, { name: 'Elsewhere', url, key, rung: 'high' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid-payload' });
  });

  it('are ten at most, also where several are added at once; likewise a rally has fifty stream keys', async () => {
    for (const { id } of await producer.get<PushTargetView[]>(path)) await producer.delete(`${path}/${id}`);
    const full = async (asked: Promise<unknown>[], room: number, code: string, most: number) => {
      const settled = await Promise.allSettled(asked);
      const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused).toHaveLength(asked.length - room);
      for (const error of refused) expect(error).toMatchObject({ code, details: { data: { most } } });
    };
    await full(Array.from({ length: 12 }, create), 10, 'push-targets-full', pushTargetsPerRally);
    const [first] = await producer.get<PushTargetView[]>(path);
    await producer.delete(`${path}/${first!.id}`);
    await create();

    const keys = path.replace('push-targets', 'stream-keys');
    const name = 'Maidan stage';
    const { key } = await producer.post<MadeStreamKeyView>(keys, { name });
    const further = () => producer.post(keys, { name, identityId: key.identityId });
    await full(Array.from({ length: 52 }, further), 49, 'stream-keys-full', streamKeysPerRally);
    // Nobody becomes a speaker by a key that is refused.
    const speakers = () =>
      server.sql<{ n: number }>("select count(*)::int as n from grants where role = 'speaker' and revoked_at is null");
    const before = await speakers();
    await expect(producer.post(keys, { name: 'Another stage' })).rejects.toMatchObject({ code: 'stream-keys-full' });
    expect(await speakers()).toEqual(before);
  });
});
