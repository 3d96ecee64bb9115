import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { selfSignedCertificate } from '@sammelan/server/config/self-signed.js';
import { PackagingService } from '@sammelan/server/packaging/packaging.service.js';
import { PushesService } from '@sammelan/server/simulcast/pushes.service.js';
import { eventually } from '../support/eventually.js';
import { freePort, RtmpReceiver } from '../support/rtmp-receiver.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const key = 'a-secret-stream-key';

describe('sending on by RTMP', () => {
  let server: TestServer;
  let producer: TestClient;
  let rallyId: string;
  let path: string;
  let folder: string;
  const receivers: RtmpReceiver[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sammelan-rtmp-'));
    server = await TestServer.start({ FFMPEG_BIN: 'ffmpeg', PUSH_INSIDE: 'on', LOG_LEVEL: 'silent' });
    producer = await server.organiser();
    rallyId = (await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`)).id;
    path = `/api/rallies/${rallyId}/push-targets`;
  });
  afterAll(async () => {
    for (const receiver of receivers) await receiver.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const create = (port: number, rung = 'high') =>
    producer.post<PushTargetView>(path, { name: 'Elsewhere', url: `rtmp://127.0.0.1:${port}/live`, key, rung });
  const act = (id: string, what: 'start' | 'stop') => producer.post<PushTargetView>(`${path}/${id}/${what}`, {});
  const target = async (id: string) => (await producer.get<PushTargetView[]>(path)).find((one) => one.id === id)!;
  const becomes = (id: string, state: PushTargetView['state']) =>
    eventually(async () => (await target(id)).state === state, `the push is ${state}`, 40_000, 100);
  const pidOf = (id: string) => server.get(PushesService).pids().get(id);
  const receive = (port: number, name: string) => {
    const receiver = RtmpReceiver.listen(port, `live/${key}`, join(folder, name));
    receivers.push(receiver);
    return receiver;
  };
  const grows = async (receiver: RtmpReceiver, what: string) => {
    const before = await receiver.bytes();
    await eventually(async () => (await receiver.bytes()) > before + 4000, what, 40_000, 100);
  };

  it('waits for the rally, tries again until somebody listens, goes on over a new take, and stops', async () => {
    const port = await freePort();
    const { id, state } = await create(port);
    expect(state).toBe('off');
    expect((await act(id, 'start')).state).toBe('waiting');
    await producer.send('rally:move', { to: 'live' });
    await becomes(id, 'retrying');
    expect((await target(id)).trouble).toBe('no-connection');

    const receiver = receive(port, 'takes.flv');
    await becomes(id, 'live');
    await grows(receiver, 'the programme arrives');
    const pid = (await server.get(PackagingService).pids()).get(rallyId)!;
    process.kill(pid, 'SIGKILL');
    await eventually(async () => {
      const now = (await server.get(PackagingService).pids()).get(rallyId);
      return now !== undefined && now !== pid;
    }, 'the packager is replaced');
    await grows(receiver, 'the programme goes on');
    await grows(receiver, 'the programme still goes on');
    const live = await target(id);
    expect(live.state).toBe('live');
    expect(live.kbps).toBeGreaterThan(0);

    expect(await act(id, 'stop')).toMatchObject({ state: 'off', kbps: 0 });
    expect(server.get(PushesService).pids().size).toBe(0);
    await receiver.stop();
    const packets = await receiver.packets();
    for (const kind of ['video', 'audio'] as const) {
      const times = packets.filter((packet) => packet.kind === kind).map(({ dts }) => dts);
      expect(times.length).toBeGreaterThan(50);
      expect(times.filter((time, index) => index > 0 && time < times[index - 1]!)).toEqual([]);
      // Without a break: the viewers of the other service see at most what a new take costs.
      const gaps = times.map((time, index) => (index > 0 ? time - times[index - 1]! : 0));
      expect(Math.max(...gaps)).toBeLessThan(8);
    }
    expect(await receiver.complaints()).toBe('');
  });

  it('sends by RTMPS to whoever shows a certificate that is trusted, and shows the key to nobody beside', async () => {
    const trusted = getCACertificates('default');
    const files = await selfSignedCertificate(folder, []);
    const [port, inner] = [await freePort(), await freePort()];
    const names: unknown[] = [];
    // TLS in front of an RTMP server, as services have it.
    const front = createServer(files, (socket) => {
      names.push(socket.servername);
      socket.pipe(connect(inner, '127.0.0.1').on('error', () => socket.destroy())).pipe(socket);
      socket.on('error', () => undefined);
    });
    front.on('tlsClientError', () => undefined).listen(port, 'localhost');
    const dto = { name: 'By TLS', url: `rtmps://localhost:${port}/live`, key, rung: 'low' };
    const { id } = await producer.post<PushTargetView>(path, dto);
    try {
      await act(id, 'start');
      await becomes(id, 'retrying');
      expect((await target(id)).trouble).toBe('certificate-refused');
      expect(names).toEqual([]);

      setDefaultCACertificates([...trusted, files.cert]);
      const receiver = receive(inner, 'tls.flv');
      await becomes(id, 'live');
      await grows(receiver, 'the programme arrives by TLS');
      expect(names.at(-1)).toBe('localhost');
      const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', `${pidOf(id)}`]);
      expect(stdout).toContain('-f flv');
      expect(stdout).not.toContain(key);
      await producer.delete(`${path}/${id}`);
      await receiver.stop();
      expect(await receiver.complaints()).toBe('');
    } finally {
      setDefaultCACertificates(trusted);
      front.close();
    }
  });

  it('goes on after the other end broke off, and after a restart of the server', async () => {
    const port = await freePort();
    const { id } = await create(port, 'low');
    const first = receive(port, 'first.flv');
    await act(id, 'start');
    await becomes(id, 'live');
    first.kill();
    await becomes(id, 'retrying');
    const second = receive(port, 'second.flv');
    await becomes(id, 'live');
    await grows(second, 'the programme arrives again');
    await server.restart();
    await second.stop();
    const third = receive(port, 'third.flv');
    await grows(third, 'the programme arrives after the restart');
    await producer.delete(`${path}/${id}`);
    await third.stop();
  });
});
