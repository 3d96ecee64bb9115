// The least page that shows a mediasoup stream; with `#speak` the least that sends one. Bundled by the join bench.
import { Device, type types } from 'mediasoup-client';
import { io } from 'socket.io-client';

const socket = io({ transports: ['websocket'] });
const ask = <T>(act: string, body: object = {}): Promise<T> => socket.emitWithAck('act', act, body) as Promise<T>;

async function prepare() {
  const device = await Device.factory();
  const [routerRtpCapabilities, options] = await Promise.all([
    ask<types.RtpCapabilities>('capabilities'),
    ask<types.TransportOptions>('open'),
  ]);
  await device.load({ routerRtpCapabilities });
  return { device, options };
}

function connectThrough(transport: types.Transport): void {
  transport.on(
    'connect',
    ({ dtlsParameters }, done) => void ask('connect', { id: transport.id, dtlsParameters }).then(done),
  );
}

async function speak(): Promise<void> {
  const { device, options } = await prepare();
  const transport = device.createSendTransport(options);
  connectThrough(transport);
  transport.on('produce', ({ kind, rtpParameters }, done) => {
    void ask<{ id: string }>('produce', { id: transport.id, kind, rtpParameters }).then(done);
  });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
  const [track] = stream.getVideoTracks();
  if (track) await transport.produce({ track });
  document.title = 'speaking';
}

async function watch(): Promise<void> {
  const { device, options } = await prepare();
  const transport = device.createRecvTransport(options);
  connectThrough(transport);
  const { id: producerId } = await ask<{ id: string }>('produced');
  const { rtpCapabilities } = device;
  const offer = await ask<types.ConsumerOptions>('consume', { id: transport.id, producerId, rtpCapabilities });
  const consumer = await transport.consume(offer);
  const video = document.querySelector('video');
  if (video) video.srcObject = new MediaStream([consumer.track]);
  await ask('resume', { id: consumer.id });
}

void (location.hash === '#speak' ? speak() : watch());
