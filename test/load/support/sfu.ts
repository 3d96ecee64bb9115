import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { types } from 'mediasoup';
import type { RemoteTransport } from '../../support/rtc-peer.js';
import { plainRtpCapabilities } from '../../support/rtp.js';
import { ServerProcess } from '../../support/server-process.js';
import { TestClient } from '../../support/test-client.js';
import { demoSlug, enterWithLink, openSession } from '../../support/people.js';

/** About 1.15 Mbit/s at 125 a second: packets of the usual size. */
export const packetBytes = 1150;

export interface SfuFigure {
  microsPerPacket: number;
  /** How much of it is the process that directs the workers. */
  directorMicros: number;
  /** Share of the packets sent that did not arrive. */
  lossShare: number;
}

/** The far end of one peer's transport. */
export interface SfuEnd {
  remote: RemoteTransport;
  /** To be called with the peer's DTLS parameters, before it connects. */
  connect(dtlsParameters: types.DtlsParameters): Promise<void>;
}

/** An SFU that forwards one camera to many, in processes of its own. */
export interface Sfu {
  readonly name: string;
  /** Everything that forwards: whatever directs the workers first, then the workers. */
  pids(): number[];
  publish(rtpParameters: types.RtpParameters): Promise<SfuEnd & { produce(): Promise<void> }>;
  watch(): Promise<SfuEnd>;
  stop(): Promise<void>;
}

/** The product, through its sessions, sockets, seats and programme; one worker, as the peer has. */
export async function productSfu(): Promise<Sfu> {
  const server = await ServerProcess.start({ LOG_LEVEL: 'error', MEDIA_WORKERS: '1' });
  const links = await server.demoLinks();
  const speaker = await enterWithLink(new TestClient(server.url), links.speak);
  const organiser = await enterWithLink(new TestClient(server.url), links.organise);
  const clients = [speaker, organiser];
  return {
    name: 'sammelan',
    pids: () => [server.pid, ...workersOf(server.pid)],
    async publish(rtpParameters) {
      const seat = await speaker.send('stage:sit', {});
      const transport = await speaker.send('stage:open-transport', {});
      return {
        remote: transport as unknown as RemoteTransport,
        connect: async (dtlsParameters) => {
          await speaker.send('stage:connect-transport', { transportId: transport.id, dtlsParameters });
        },
        produce: async () => {
          await speaker.send('stage:produce', { transportId: transport.id, source: 'camera', rtpParameters });
          await organiser.send('rally:move', { to: 'live' });
          await organiser.send('stage:direct', { layout: 'single', seatIds: [seat.id] });
        },
      };
    },
    async watch() {
      const viewer = new TestClient(server.url);
      clients.push(viewer);
      await openSession(viewer);
      await viewer.enter(demoSlug);
      const { transport } = await viewer.send('playback:open', { rtpCapabilities: plainRtpCapabilities });
      return {
        remote: transport as unknown as RemoteTransport,
        connect: async (dtlsParameters) => {
          await viewer.send('playback:start', { dtlsParameters });
        },
      };
    },
    async stop() {
      for (const client of clients) client.close();
      await server.stop();
    },
  };
}

/** mediasoup by itself, as its documentation sets it up: a process with one worker. */
export async function startBareMediasoup(env: Record<string, string> = {}) {
  const file = fileURLToPath(new URL('../peers/mediasoup.mjs', import.meta.url));
  const child: ChildProcess = fork(file, { execArgv: [], env: { ...process.env, ...env } });
  const [{ port, workerPid }] = (await once(child, 'message')) as [{ port: number; workerPid: number }];
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    // mediasoup answers SIGTERM itself, and stays.
    child.kill('SIGKILL');
    await ended;
  };
  return { port, pids: [child.pid as number, workerPid], stop };
}

export async function bareMediasoup(): Promise<Sfu> {
  const { port, pids, stop } = await startBareMediasoup();
  const ask = async <T>(act: string, body: object = {}): Promise<T> => {
    const request = { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`http://127.0.0.1:${port}/${act}`, request)).json() as Promise<T>;
  };
  let producerId = '';
  const end = (transport: RemoteTransport & { id: string }): SfuEnd => ({
    remote: transport,
    connect: async (dtlsParameters) => {
      await ask('connect', { id: transport.id, dtlsParameters });
    },
  });
  return {
    name: 'mediasoup',
    pids: () => pids,
    async publish(rtpParameters) {
      const transport = await ask<RemoteTransport & { id: string }>('open');
      const produce = async (): Promise<void> => {
        const body = { id: transport.id, kind: 'video', rtpParameters };
        producerId = (await ask<{ id: string }>('produce', body)).id;
      };
      return { ...end(transport), produce };
    },
    async watch() {
      const transport = await ask<RemoteTransport & { id: string }>('open');
      const body = { id: transport.id, producerId, rtpCapabilities: plainRtpCapabilities };
      const consumer = await ask<{ id: string }>('consume', body);
      const { remote, connect } = end(transport);
      const connectAndResume = async (dtlsParameters: types.DtlsParameters): Promise<void> => {
        await connect(dtlsParameters);
        await ask('resume', { id: consumer.id });
      };
      return { remote, connect: connectAndResume };
    },
    stop,
  };
}

/** The mediasoup workers among a process's children. */
function workersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // pid (comm) state ppid …
        const [, comm, ppid] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return Number(ppid) === parent && comm?.startsWith('mediasoup-wor');
      } catch {
        return false;
      }
    })
    .map(Number);
}
