import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionView } from '@sammelan/shared/auth/auth.dto.js';
import { Broadcaster } from '@sammelan/server/realtime/broadcaster.js';
import { Connections } from '@sammelan/server/realtime/connections.js';
import { maxHeldBytes } from '@sammelan/server/realtime/delivery.js';
import { engineOf, heldBytes } from '@sammelan/server/realtime/engine.js';
import type { AppSocket } from '@sammelan/server/realtime/socket.js';
import { io } from 'socket.io-client';
import { RawClient } from '../support/raw-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const until = async (met: () => boolean, patienceMs = 10_000): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (!met()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(10);
  }
};

/** The numbers that came in `chat:removed` events, which these tests use as parcels. */
const numbers = (events: readonly [string, unknown][]): number[] =>
  events.flatMap(([event, payload]) =>
    event === 'chat:removed' ? [Number((payload as { ids: string[] }).ids[0])] : [],
  );
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** More than the kernel keeps for a connection on this machine whose client does not read. */
const floodBytes = 24 * 1024 * 1024;
const parcel = 'x'.repeat(64 * 1024);

describe('delivery', () => {
  let server: TestServer;
  let broadcaster: Broadcaster;
  let rallyId: string;
  const raw: RawClient[] = [];
  beforeAll(async () => {
    server = await TestServer.start();
    broadcaster = server.get(Broadcaster);
    rallyId = (await (await server.somebody()).get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
  });
  afterEach(() => {
    for (const client of raw.splice(0)) client.close();
    jest.restoreAllMocks();
  });
  afterAll(() => server.stop());

  const session = async (): Promise<SessionView> => (await server.somebody()).session!;
  const socketOf = (identityId: string): AppSocket => server.get(Connections).of(identityId)[0]!;

  async function rawViewer(): Promise<{ client: RawClient; socket: AppSocket }> {
    const { token, identityId } = await session();
    const client = await RawClient.enter(server.url, { token, rally: demoSlug });
    raw.push(client);
    return { client, socket: socketOf(identityId) };
  }

  const number = (n: number, filling = ''): { key: string; ids: string[] } => ({ key: filling, ids: [String(n)] });
  const broadcast = (n: number, filling = ''): void => broadcaster.toRally(rallyId, 'chat:removed', number(n, filling));

  it('keeps the order between broadcasts, single events and acks, also through a jam', async () => {
    const { client, socket } = await rawViewer();
    client.pause();
    let n = 0;
    // First the kernel's buffers are filled, with broadcasts and single events in turn; then some wait in each place here.
    const filling = parcel.slice(0, 32_768);
    while (heldBytes(engineOf(socket)) === 0) {
      broadcast(n++, filling);
      socket.emit('chat:removed', number(n++, filling));
    }
    for (let round = 0; round < 400; round += 1) {
      broadcast(n++);
      if (round % 3 === 0) socket.emit('chat:removed', number(n++));
      broadcast(n++);
      // Now and then the client takes a little.
      if (round % 40 === 0) {
        client.resume();
        await sleep(2);
        client.pause();
      }
    }
    const ack = client.ask('access:me', {});
    broadcast(n++);
    client.resume();
    await until(() => numbers(client.events).length >= n);
    expect(numbers(client.events)).toEqual(upTo(n));
    await expect(ack).resolves.toMatchObject({ ok: true });
  });

  it.each([
    ['a WebSocket', ['websocket']],
    ['long polling', ['polling']],
    ['polling that becomes a WebSocket', ['polling', 'websocket']],
  ])('brings every frame once and in order over %s', async (_, transports) => {
    const { token } = await session();
    const client = io(server.url, { auth: { token, rally: demoSlug }, transports, forceNew: true });
    const came: [string, unknown][] = [];
    client.onAny((event: string, payload: unknown) => came.push([event, payload]));
    await new Promise<void>((resolve) => client.once('connect', () => resolve()));
    const count = 300;
    for (let n = 0; n < count; n += 1) {
      broadcast(n);
      if (n % 10 === 0) await sleep(3);
    }
    await until(() => numbers(came).length >= count);
    expect(numbers(came)).toEqual(upTo(count));
    expect(client.io.engine.transport.name).toBe(transports.at(-1));
    client.disconnect();
  });

  it.each([1, 60, 125, 126, 200, 65_535, 65_536, 200_000])(
    'frames %i letters as every client reads them',
    async (length) => {
      const viewer = await server.viewer();
      const text = 'ज'.repeat(length);
      broadcaster.toIdentity(rallyId, viewer.identityId, 'chat:removed', { key: text, ids: [] });
      expect(await viewer.waitFor('chat:removed')).toEqual({ key: text, ids: [] });
      broadcaster.toIdentity(rallyId, viewer.identityId, 'access:changed', undefined as never);
      await until(() => viewer.events('access:changed').length === 1);
    },
  );

  it('bounds what a stalled client costs, tells it when it is back, and hurts nobody else', async () => {
    const [stalled, ...healthy] = await Promise.all(Array.from({ length: 6 }, () => rawViewer()));
    stalled!.client.pause();
    const frames = floodBytes / parcel.length;
    let most = 0;
    for (let n = 0; n < frames; n += 1) {
      broadcast(n, parcel);
      await until(() => healthy.every(({ client }) => numbers(client.events).length === n + 1));
      most = Math.max(most, heldBytes(engineOf(stalled!.socket)));
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(maxHeldBytes);
    for (const { client } of healthy) expect(numbers(client.events)).toEqual(upTo(frames));

    stalled!.client.resume();
    await until(() => stalled!.client.events.some(([event]) => event === 'server:outran'));
    const came = numbers(stalled!.client.events);
    expect(came.length).toBeLessThan(frames);
    expect(came).toEqual(upTo(came.length));
    broadcast(frames);
    await until(() => numbers(stalled!.client.events).at(-1) === frames);
  });

  it('spares a slow client passing events first', async () => {
    const { client, socket } = await rawViewer();
    client.pause();
    const { identityId } = socket.data;
    let n = 0;
    while (heldBytes(engineOf(socket)) < maxHeldBytes / 2) broadcast(n++, parcel);
    const held = heldBytes(engineOf(socket));
    broadcaster.toIdentity(rallyId, identityId, 'stage:levelled', { levels: [], speakerSeatId: null } as never);
    expect(heldBytes(engineOf(socket))).toBe(held);
    broadcast(n++);
    client.resume();
    await until(() => numbers(client.events).length === n);
    expect(client.events.map(([event]) => event)).not.toContain('stage:levelled');
    expect(client.events.map(([event]) => event)).not.toContain('server:outran');
  });

  it('cuts a client that takes nothing for half a minute', async () => {
    const { client, socket } = await rawViewer();
    client.pause();
    for (let n = 0; n < floodBytes / parcel.length; n += 1) broadcast(n, parcel);
    await sleep(300);
    expect(socket.connected).toBe(true);
    const late = performance.now() + 31_000;
    jest.spyOn(performance, 'now').mockReturnValue(late);
    await until(() => !socket.connected);
    expect(heldBytes(engineOf(socket))).toBe(0);
  });

  it('cuts a client that asks and asks without reading the answers', async () => {
    const { client, socket } = await rawViewer();
    client.pause();
    socket.emit('chat:removed', number(0, 'x'.repeat(floodBytes)));
    expect(heldBytes(engineOf(socket))).toBeGreaterThan(maxHeldBytes);
    void client.ask('chat:send', { room: 'rally', clientId: randomUUID(), text: 'More!' });
    await until(() => !socket.connected);
    expect(await server.sql("select 1 from chat_messages where text = 'More!'")).toEqual([]);
  });
});
