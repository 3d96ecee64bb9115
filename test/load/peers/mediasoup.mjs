// Bare mediasoup: one worker, one router, and the least signalling that lets peers publish and watch. Forked by a bench;
// tells its port and its worker's pid.
import { once } from 'node:events';
import { createServer } from 'node:http';
import * as mediasoup from 'mediasoup';

const worker = await mediasoup.createWorker({ logLevel: 'none', workerBin: process.env.MEDIASOUP_WORKER_BIN });
const listenInfo = { protocol: 'udp', ip: '127.0.0.1' };
const server = await worker.createWebRtcServer({ listenInfos: [listenInfo] });
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
const transports = new Map();
const consumers = new Map();

const acts = {
  capabilities: () => router.rtpCapabilities,
  async open() {
    const transport = await router.createWebRtcTransport({ webRtcServer: server, enableTcp: false });
    transports.set(transport.id, transport);
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters };
  },
  async connect({ id, dtlsParameters }) {
    await transports.get(id).connect({ dtlsParameters });
  },
  async produce({ id, kind, rtpParameters }) {
    return { id: (await transports.get(id).produce({ kind, rtpParameters })).id };
  },
  async consume({ id, producerId, rtpCapabilities }) {
    const consumer = await transports.get(id).consume({ producerId, rtpCapabilities, paused: true });
    consumers.set(consumer.id, consumer);
    const { kind, rtpParameters } = consumer;
    return { id: consumer.id, producerId, kind, rtpParameters };
  },
  async resume({ id }) {
    await consumers.get(id).resume();
  },
};

const http = createServer(async (request, response) => {
  const chunks = await request.toArray();
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  const answer = await acts[request.url.slice(1)](body);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? {}));
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
process.on('disconnect', () => process.exit());
process.send({ port: http.address().port, workerPid: worker.pid });
