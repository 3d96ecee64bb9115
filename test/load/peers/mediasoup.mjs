// Bare mediasoup: one worker, one router, and the least signalling that lets peers publish and watch: over HTTP, or for the
// page in PAGE_JS over socket.io. Forked by a bench; tells its port and its worker's pid.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as mediasoup from 'mediasoup';
import { Server } from 'socket.io';

const worker = await mediasoup.createWorker({ logLevel: 'none', workerBin: process.env.MEDIASOUP_WORKER_BIN });
const { MEDIA_PORT = '0', ANNOUNCED_ADDRESS: announcedAddress } = process.env;
const listenInfo = { protocol: 'udp', ip: '127.0.0.1', announcedAddress, port: Number(MEDIA_PORT) };
const server = await worker.createWebRtcServer({ listenInfos: [listenInfo] });
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
/** Id of the camera, of which there is one. */
let produced = '';
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
    produced = (await transports.get(id).produce({ kind, rtpParameters })).id;
    return { id: produced };
  },
  produced: () => ({ id: produced }),
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

const files = {
  '/': ['text/html', () => '<!doctype html><video autoplay muted playsinline></video><script src="/page.js"></script>'],
  '/page.js': ['text/javascript', () => readFileSync(process.env.PAGE_JS)],
};

const http = createServer(async (request, response) => {
  const file = files[request.url];
  if (file) return response.setHeader('content-type', file[0]).end(file[1]());
  const chunks = await request.toArray();
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  const act = acts[request.url.slice(1)];
  if (!act) return response.writeHead(404).end();
  const answer = await act(body);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? {}));
});
new Server(http, { serveClient: false }).on('connection', (socket) => {
  socket.on('act', async (act, body, ack) => ack((await acts[act](body)) ?? {}));
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
process.on('disconnect', () => process.exit());
process.send({ port: http.address().port, workerPid: worker.pid });
