import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';

/** No retransmission and no header extensions: ffmpeg understands neither. */
function plainCapabilities(router: types.Router, mimeType: string): types.RtpCapabilities {
  const codecs = (router.rtpCapabilities.codecs ?? [])
    .filter((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase())
    .map((codec) => ({
      ...codec,
      rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type, parameter }) => type === 'ccm' || parameter === 'pli'),
    }));
  return { codecs, headerExtensions: [] };
}

/** RTP of one producer, or of one of its simulcast layers, sent to a UDP port of this machine. */
export class Tap {
  private constructor(
    readonly transport: types.PlainTransport,
    readonly consumer: types.Consumer,
  ) {}

  /** Opens it paused. `layer` is the only simulcast layer to be sent; undefined for a producer that has but one. */
  static async open(
    router: types.Router,
    producer: types.Producer,
    port: number,
    rtcpPort: number,
    layer?: number,
  ): Promise<Tap> {
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: false,
      comedia: false,
    });
    try {
      await transport.connect({ ip: '127.0.0.1', port, rtcpPort });
      const mimeType = producer.rtpParameters.codecs[0]?.mimeType ?? '';
      const consumer = await transport.consume({
        producerId: producer.id,
        paused: true,
        rtpCapabilities: plainCapabilities(router, mimeType),
        ...(producer.type === 'simulcast' && layer !== undefined ? { preferredLayers: { spatialLayer: layer } } : {}),
      });
      return new Tap(transport, consumer);
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  get codec(): types.RtpCodecParameters {
    const [codec] = this.consumer.rtpParameters.codecs;
    if (!codec) throw new Error('a consumer without a codec');
    return codec;
  }

  get ssrc(): number {
    return this.consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0;
  }

  /** Asks the speaker's encoder for a key frame; nobody waits for it, and the next one is asked for soon. */
  wantKeyFrame(): void {
    if (!this.consumer.closed) this.consumer.requestKeyFrame().catch(() => undefined);
  }

  close(): void {
    this.transport.close();
  }
}

/** A UDP socket of the loopback on a port of its own. */
export async function loopbackSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  // Whom we send to may be gone already.
  socket.on('error', () => undefined);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
