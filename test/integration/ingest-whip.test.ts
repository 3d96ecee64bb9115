import type { MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { eventually } from '../support/eventually.js';
import { endPeers } from '../support/rtc-peer.js';
import { StageSpeaker, StageViewer } from '../support/stage-people.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';
import { WhipEncoder } from '../support/whip-encoder.js';

describe('encoders by WHIP', () => {
  let server: TestServer;
  let producer: TestClient;
  let keysPath: string;
  const open: { close(): void }[] = [];

  beforeAll(async () => {
    server = await TestServer.start({ TURN_URLS: 'turn:turn.example:3478', TURN_SECRET: 'secret' });
    producer = await server.organiser();
    const rally = await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    keysPath = `/api/rallies/${rally.id}/stream-keys`;
    await producer.send('rally:move', { to: 'live' });
  });
  afterEach(async () => {
    for (const one of open.splice(0)) one.close();
    for (const { id } of (await seats()) ?? []) await producer.send('stage:unseat', { seatId: id });
  });
  afterAll(async () => {
    await server.stop();
    endPeers();
  });

  const seats = async (): Promise<SeatView[]> => (await producer.send('stage:watch', {})).seats;
  const newKey = (name: string, identityId?: string) =>
    producer.post<MadeStreamKeyView>(keysPath, { name, ...(identityId ? { identityId } : {}) });
  const encoder = (secret: string) => {
    const made = new WhipEncoder(server.url, secret);
    open.push(made);
    return made;
  };
  const seatNamed = async (name: string) => (await seats()).find((seat) => seat.name === name);
  const viewerIn = async () => {
    const viewer = await StageViewer.watch(await server.viewer());
    open.push(viewer.peer);
    return viewer;
  };
  const seen = (viewer: StageViewer, seatId: string) => {
    const before = viewer.packets('camera', seatId);
    return eventually(() => viewer.packets('camera', seatId) > before + 10, 'the encoder is seen');
  };
  const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

  it('sit in the green room, are put on air, and are seen and heard', async () => {
    const { secret } = await newKey('Maidan stage');
    const sender = await encoder(secret).start();
    const seat = await eventually(() => seatNamed('Maidan stage'), 'the seat is taken');
    expect(seat.state).toBe('green-room');
    const viewer = await viewerIn();
    expect(viewer.offered).toEqual([]);
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    await seen(viewer, seat.id);
    await eventually(() => viewer.packets('microphone', seat.id) > 10, 'the encoder is heard');
    const view = await eventually(async () => {
      const { keys } = await producer.get<StreamKeysView>(keysPath);
      const [ingest] = keys.find(({ tail }) => secret.endsWith(tail))?.ingests ?? [];
      return (ingest?.video?.fps ?? 0) > 0 ? ingest : null;
    }, 'the encoder is measured');
    expect(view).toMatchObject({ protocol: 'whip', inUse: true, video: { codec: 'VP8' }, audio: { codec: 'opus' } });
    expect(view.video?.fps).toBeGreaterThan(20);
    expect((await sender.ask('DELETE', sender.location)).status).toBe(200);
    await eventually(async () => !(await seatNamed('Maidan stage')), 'the seat is given up');
  });

  it('answers as RFC 9725 says', async () => {
    const { secret } = await newKey('Protocol');
    const sender = encoder(secret);
    const options = await fetch(`${server.url}/whip`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('accept-post')]).toEqual([204, 'application/sdp']);
    expect(options.headers.get('access-control-allow-origin')).toBe('*');
    expect((await sender.ask('GET', '/whip')).status).toBe(405);

    const created = await sender.post();
    expect(created.status).toBe(201);
    expect(created.headers.get('content-type')).toMatch(/^application\/sdp/);
    expect(created.headers.get('link')).toMatch(
      /^<turn:turn\.example:3478>; rel="ice-server"; username="\d+:sammelan"/,
    );
    expect(created.headers.get('access-control-expose-headers')).toContain('Location');
    const location = created.headers.get('location')!;
    expect(location).toMatch(new RegExp(`^${server.url}/whip/[0-9a-f-]{36}$`));

    const patch = (ifMatch: string | null, body: string) =>
      sender.ask('PATCH', location, {
        body,
        headers: { 'content-type': 'application/trickle-ice-sdpfrag', ...(ifMatch ? { 'if-match': ifMatch } : {}) },
      });
    const fragment =
      'a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n';
    expect((await patch(null, fragment)).status).toBe(428);
    expect((await patch('"another"', fragment)).status).toBe(412);
    expect((await patch(created.headers.get('etag'), fragment)).status).toBe(204);
    const restarted = await patch('*', fragment);
    expect([restarted.status, restarted.headers.get('etag') === created.headers.get('etag')]).toEqual([200, false]);
    const answered = await restarted.text();
    expect(answered).toMatch(/a=ice-ufrag:\S+\r\na=ice-pwd:\S+\r\na=candidate:/);
    expect(await codeOf(await patch('*', 'nonsense'))).toBe('invalid-payload');

    // Another's key does not reach it.
    const { secret: other } = await newKey('Somebody else');
    expect((await encoder(other).ask('DELETE', location)).status).toBe(404);
    expect((await sender.ask('DELETE', location)).status).toBe(200);
    expect((await sender.ask('DELETE', location)).status).toBe(404);
  });

  it('are refused with what is wrong, and leave no seat behind', async () => {
    const { secret } = await newKey('Refused');
    const sender = encoder(secret);
    const told = async (response: Response) => [response.status, await codeOf(response)];
    expect(await told(await encoder('A'.repeat(32)).post())).toEqual([401, 'unauthenticated']);
    expect(await told(await fetch(`${server.url}/whip`, { method: 'POST' }))).toEqual([401, 'unauthenticated']);
    expect(await told(await sender.post('no sdp at all'))).toEqual([400, 'invalid-payload']);
    expect(await told(await sender.post('v=0\r\n'))).toEqual([400, 'invalid-payload']);
    expect(await told(await sender.post(`${sender.offer}${'a=x:y\r\n'.repeat(20_000)}`))).toEqual([
      413,
      'payload-too-large',
    ]);
    const json = { body: '{}', headers: { 'content-type': 'application/json' } };
    expect(await told(await sender.ask('POST', '/whip', json))).toEqual([415, 'content-unsupported']);
    for (const bad of [
      sender.offer.replace('VP8/90000', 'H265/90000'),
      sender.offer.replaceAll('a=sendonly', 'a=recvonly'),
      sender.offer.replace(/a=fingerprint:.*\r\n/g, ''),
      sender.offer.replace('a=fingerprint:sha-256', 'a=fingerprint:sha-999'),
      sender.offer.replaceAll('a=ssrc:5000', 'a=ssrc:4000'),
    ]) {
      expect(await told(await sender.post(bad))).toEqual([409, 'media-unsupported']);
    }
    // Where the transport was made, the seat is held for a speaker who may come back; nothing of theirs is there.
    expect((await seatNamed('Refused'))?.sources ?? {}).toEqual({});
  });

  it('a second one takes over within 2 s when the first falls silent, and gives back when that is steady again', async () => {
    const first = await newKey('Two encoders');
    const second = await newKey('Two encoders', first.key.identityId);
    const main = await encoder(first.secret).start();
    const seat = await eventually(() => seatNamed('Two encoders'), 'the seat is taken');
    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    const viewer = await viewerIn();
    await seen(viewer, seat.id);
    await encoder(second.secret).start();
    const inUse = async (keyId: string) => {
      const { keys } = await producer.get<StreamKeysView>(keysPath);
      return keys.find(({ id }) => id === keyId)?.ingests.some((ingest) => ingest.inUse);
    };
    expect([await inUse(first.key.id), await inUse(second.key.id)]).toEqual([true, false]);
    expect((await seats()).filter(({ name }) => name === 'Two encoders')).toHaveLength(1);

    const silentAt = Date.now();
    main.silence();
    await eventually(() => inUse(second.key.id), 'the reserve takes over');
    await seen(viewer, seat.id);
    process.stdout.write(`failover: seen again after ${Date.now() - silentAt} ms\n`);
    main.speak();
    await eventually(() => inUse(first.key.id), 'the first is back');
    await seen(viewer, seat.id);

    const third = encoder(first.secret);
    expect((await third.post()).status).toBe(409);
  });

  it('are under the rules of every speaker: revoked, replaced, unseated, banned, they are gone at once', async () => {
    const made = await newKey('Ruled');
    const key = `${keysPath}/${made.key.id}`;
    let secret = made.secret;
    const gone = (why: string) =>
      eventually(async () => {
        const { keys } = await producer.get<StreamKeysView>(keysPath);
        return keys.every(({ ingests }) => ingests.length === 0);
      }, why);
    const start = async () => {
      await encoder(secret).start();
      return eventually(() => seatNamed('Ruled'), 'the seat is taken');
    };

    await start();
    secret = (await producer.post<MadeStreamKeyView>(`${key}/rotate`, {})).secret;
    await gone('the old secret is cut off');
    expect((await encoder(made.secret).post()).status).toBe(401);

    const seat = await start();
    await producer.send('stage:unseat', { seatId: seat.id });
    await gone('whoever is sent off is cut off');

    await start();
    expect((await producer.fetch(key, { method: 'DELETE' })).status).toBe(204);
    await gone('a revoked key is cut off');
    await eventually(async () => !(await seatNamed('Ruled')), 'the role went with its last key');
    expect((await encoder(secret).post()).status).toBe(401);

    const banned = await newKey('Banned');
    await encoder(banned.secret).start();
    const { identityId } = banned.key;
    await producer.send('moderation:ban', { identityId, reason: 'A test', removeMessages: false });
    await gone('the banned are cut off');
    expect((await encoder(banned.secret).post()).status).toBe(403);
  });

  it('change places with the speaker’s own browser, either way', async () => {
    const browser = await server.speaker();
    const speaker = await (await StageSpeaker.sit(browser, 'Both ways')).send();
    open.push({ close: () => speaker.silence() }, speaker.peer);
    const { secret } = await newKey('Both ways', browser.identityId);
    await encoder(secret).start();
    await browser.waitFor('seat:ended', ({ reason }) => reason === 'replaced');
    expect((await seats()).filter(({ identityId }) => identityId === browser.identityId)).toHaveLength(1);
    await StageSpeaker.sit(browser);
    await eventually(async () => {
      const { keys } = await producer.get<StreamKeysView>(keysPath);
      return keys.every(({ ingests }) => ingests.length === 0);
    }, 'the browser has its seat back');
  });
});
