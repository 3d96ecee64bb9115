import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IngestView, MadeStreamKeyView, StreamKeysView } from '@sammelan/shared/ingest/ingest.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { PackagingService } from '@sammelan/server/packaging/packaging.service.js';
import { eventually } from '../support/eventually.js';
import { RtmpEncoder } from '../support/rtmp-encoder.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const run = promisify(execFile);

describe('encoders by RTMP', () => {
  let server: TestServer;
  let producer: TestClient;
  let rallyId: string;
  let keysPath: string;
  let rtmpUrl: string;
  const encoders: RtmpEncoder[] = [];

  beforeAll(async () => {
    server = await TestServer.start({ FFMPEG_BIN: 'ffmpeg', RTMP_PORT: '0', LOG_LEVEL: 'silent' });
    producer = await server.organiser();
    rallyId = (await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    keysPath = `/api/rallies/${rallyId}/stream-keys`;
    rtmpUrl = (await producer.get<StreamKeysView>(keysPath)).rtmpUrl!;
    await producer.send('rally:move', { to: 'live' });
  });
  afterAll(async () => {
    for (const encoder of encoders) await encoder.stop();
    await server.stop();
  });

  const newKey = (name: string) => producer.post<MadeStreamKeyView>(keysPath, { name });
  const send = (secret: string, options?: { bFrames?: number }) => {
    const encoder = RtmpEncoder.start(`${rtmpUrl}/${secret}`, options);
    encoders.push(encoder);
    return encoder;
  };
  const measured = (keyId: string, wanted: (ingest: IngestView) => boolean) =>
    eventually(
      async () => {
        const { keys } = await producer.get<StreamKeysView>(keysPath);
        return keys.find(({ id }) => id === keyId)?.ingests.find(wanted);
      },
      'the encoder is measured',
      40_000,
      100,
    );
  const seatNamed = async (name: string) =>
    (await producer.send('stage:watch', {})).seats.find((seat) => seat.name === name);

  it('sit as every speaker, and their H.264 goes out by HLS as it came', async () => {
    const { secret, key } = await newKey('Mixer');
    const encoder = send(secret);
    const ingest = await measured(key.id, ({ video }) => (video?.fps ?? 0) > 0 && video?.keyFrameSeconds != null);
    expect(ingest).toMatchObject({ protocol: 'rtmp', inUse: true, video: { codec: 'H264' }, audio: { codec: 'opus' } });
    expect(ingest.warnings).not.toContain('transcoded');
    expect(ingest.video?.fps).toBeGreaterThan(15);
    const seat = (await seatNamed('Mixer'))!;
    expect(seat).toMatchObject({ state: 'green-room', connected: true });

    await producer.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
    const folder = server.get(PackagingService).folder(rallyId);
    const segment = await eventually(
      async () => {
        const files = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
        return files.find((file) => /^\d+\/mid-1\.m4s$/.test(file) && files.includes(file.replace('-1.m4s', '.mp4')));
      },
      'a segment of the encoder',
      40_000,
      100,
    );
    const init = join(folder, segment.replace('-1.m4s', '.mp4'));
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0'],
      `concat:${init}|${join(folder, segment)}`,
    ]);
    expect(stdout.trim()).toBe('h264,640,360');

    expect((await producer.fetch(`${keysPath}/${key.id}`, { method: 'DELETE' })).status).toBe(204);
    await encoder.ended();
    await eventually(async () => !(await seatNamed('Mixer')), 'the seat is gone with its key');
  });

  it('with B-frames are encoded anew, and the console says why', async () => {
    const { secret, key } = await newKey('Old box');
    const encoder = send(secret, { bFrames: 2 });
    const ingest = await measured(key.id, ({ video }) => (video?.fps ?? 0) > 0);
    expect(ingest.warnings).toContain('transcoded');
    expect(ingest.warnings).not.toContain('b-frames');
    await encoder.stop();
    await eventually(async () => (await seatNamed('Old box'))?.heldUntil, 'the seat is held for it');
  });

  it('in pairs stand in for each other: frozen, the first is replaced within 2 s; thawed, it is back', async () => {
    const first = await newKey('Two boxes');
    const second = await producer.post<MadeStreamKeyView>(keysPath, {
      name: 'Two boxes',
      identityId: first.key.identityId,
    });
    const inUse = async (keyId: string) => {
      const { keys } = await producer.get<StreamKeysView>(keysPath);
      return keys.find(({ id }) => id === keyId)?.ingests.some((ingest) => ingest.inUse);
    };
    const main = send(first.secret);
    await eventually(() => inUse(first.key.id), 'the first is on the stage', 40_000);
    send(second.secret);
    await measured(second.key.id, ({ inUse: shown, video }) => !shown && (video?.kbps ?? 0) > 0);
    const frozenAt = Date.now();
    main.freeze(true);
    await eventually(() => inUse(second.key.id), 'the second takes over', 40_000);
    process.stdout.write(`failover by RTMP after ${Date.now() - frozenAt} ms\n`);
    expect(await seatNamed('Two boxes')).toMatchObject({ connected: true });
    main.freeze(false);
    await eventually(() => inUse(first.key.id), 'the first is back', 40_000);
    expect(await seatNamed('Two boxes')).toMatchObject({ connected: true });
  });

  it('with a wrong key, or no RTMP at all, are cut off before anything starts', async () => {
    const before = (await producer.send('stage:watch', {})).seats.length;
    await send('A'.repeat(32)).ended();
    const { hostname, port } = new URL(rtmpUrl.replace('rtmp:', 'http:'));
    // A handshake's length of nonsense, then chunks that lie about their length.
    const hostile = [
      Buffer.alloc(3073, 3),
      Buffer.alloc(4000, 0xff),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'.repeat(300)),
    ];
    for (const bytes of hostile) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(bytes);
      socket.end();
      await once(socket.resume(), 'close');
    }
    expect((await producer.send('stage:watch', {})).seats).toHaveLength(before);
  });
});
