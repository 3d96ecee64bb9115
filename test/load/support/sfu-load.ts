// Loads one SFU with real peers and tells its parent what forwarding a packet cost: sfu-load.ts NAME VIEWERS SECONDS.
import { setTimeout as sleep } from 'node:timers/promises';
import { RtcPeer } from '../../support/rtc-peer.js';
import { isRtcp, videoParameters, vp8Packet } from '../../support/rtp.js';
import { cpuMicros } from './process-figures.js';
import { bareMediasoup, packetBytes, productSfu, type Sfu, type SfuFigure } from './sfu.js';

const ssrc = 7000;

const packetsPerSecond = 125;
const warmUpMs = 1500;

if (process.send) {
  const [name, viewers, seconds] = process.argv.slice(2);
  const sfu = await (name === 'mediasoup' ? bareMediasoup() : productSfu());
  try {
    const figure = await measure(sfu, Number(viewers), Number(seconds));
    await sfu.stop();
    process.send(figure);
  } catch (error) {
    await sfu.stop();
    throw error;
  }
}

async function measure(sfu: Sfu, viewers: number, seconds: number): Promise<SfuFigure> {
  let received = 0;
  const speaker = await sfu.publish(videoParameters(ssrc));
  const camera = await join(speaker);
  await speaker.produce();
  const stopSending = send(camera);
  try {
    for (let n = 0; n < viewers; n += 1) {
      const viewer = await join(await sfu.watch());
      viewer.onPacket((packet) => {
        if (!isRtcp(packet)) received += 1;
      });
    }
    await sleep(warmUpMs);
    const [director, ...workers] = sfu.pids();
    const ofDirector = (): number => cpuMicros(director as number);
    const ofWorkers = (): number => workers.reduce((sum, pid) => sum + cpuMicros(pid), 0);
    const before = { received, director: ofDirector(), workers: ofWorkers(), at: performance.now() };
    await sleep(seconds * 1000);
    const packets = received - before.received;
    const expected = ((performance.now() - before.at) / 1000) * packetsPerSecond * viewers;
    const directorMicros = (ofDirector() - before.director) / packets;
    const microsPerPacket = directorMicros + (ofWorkers() - before.workers) / packets;
    return { microsPerPacket, directorMicros, lossShare: Math.max(0, 1 - packets / expected) };
  } finally {
    stopSending();
  }
}

async function join(end: Awaited<ReturnType<Sfu['watch']>>): Promise<RtcPeer> {
  const peer = RtcPeer.create(end.remote);
  await end.connect(peer.dtlsParameters);
  await peer.opened();
  return peer;
}

/** Sends at an even rate; every packet begins a key frame, so that any viewer may begin anywhere. */
function send(peer: RtcPeer): () => void {
  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * packetsPerSecond);
    for (; sent < due; sent += 1) peer.send(vp8Packet(ssrc, sent & 0xffff, (sent * 720) >>> 0, true, packetBytes));
  }, 4);
  return () => clearInterval(timer);
}
