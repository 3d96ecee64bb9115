import type { Socket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { StageSource } from '../stage-source.js';
import type { RtpInput } from './ffmpeg-arguments.js';
import { PictureRelay } from './picture-relay.js';
import { freePortPair } from './port-pairs.js';
import { loopbackSocket, Tap } from './taps.js';

/** A burst of key frames waits here while this process does something else. */
const receiveBufferBytes = 1 << 20;

/** One picture, or one of its simulcast layers, on its way to ffmpeg: a tap, and the relay behind it. */
export class PictureInput {
  private constructor(
    readonly port: number,
    private readonly socket: Socket,
    private readonly tap: Tap,
  ) {}

  /**
   * Opens it paused. @param sinkPort where the router's reports go
   * @param whole whether it ends where the picture changes its size
   */
  static async open(
    router: types.Router,
    picture: { source: StageSource; layer: number | undefined },
    options: { sinkPort: number; whole: boolean; onResized: () => void },
  ): Promise<PictureInput> {
    const [port, socket] = await Promise.all([freePortPair(), loopbackSocket()]);
    try {
      socket.setRecvBufferSize(receiveBufferBytes);
      const { producer } = picture.source;
      const tap = await Tap.open(router, producer, socket.address().port, options.sinkPort, picture.layer);
      const relay = new PictureRelay({
        mimeType: tap.codec.mimeType,
        whole: options.whole,
        send: (packet) => socket.send(packet, port, '127.0.0.1'),
        onResized: options.onResized,
      });
      socket.on('message', (packet) => relay.receive(packet));
      return new PictureInput(port, socket, tap);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  get input(): RtpInput {
    return { port: this.port, kind: 'video', codec: this.tap.codec };
  }

  get ssrc(): number {
    return this.tap.ssrc;
  }

  start(): Promise<void> {
    return this.tap.consumer.resume();
  }

  wantKeyFrame(): void {
    this.tap.wantKeyFrame();
  }

  close(): void {
    this.tap.close();
    this.socket.close();
  }
}
