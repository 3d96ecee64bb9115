import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { timestampDistance } from '@sammelan/server/media/packaging/rtp.js';
import { SenderClock } from '@sammelan/server/media/packaging/sender-clock.js';
import { StageSource } from '@sammelan/server/media/stage-source.js';
import type { types } from 'mediasoup';
import { eventually } from './eventually.js';

const framesPerSecond = 25;
/** A flash and a beep at once, every two seconds: what is seen and what is heard can be compared. */
export const beatSeconds = 2;
export const flashSeconds = 0.4;
const during = (value: string, otherwise: string) =>
  `if(lt(mod(t,${beatSeconds}),${flashSeconds}),${value},${otherwise})`;

export interface FilmOptions {
  codec?: 'H264' | 'VP8';
  size?: string;
  /** A steady tone of so many hertz, in the place of beeps. */
  tone?: number;
  /** A pattern that fills the picture, in the place of flashes. */
  pattern?: boolean;
  /** What the picture weighs, where it matters. */
  kbps?: number;
  /** From one key frame to the next: it cannot be asked for one, as a browser can. */
  keySeconds?: number;
}

/**
 * A speaker without a browser: ffmpeg encodes a picture that flashes (H.264 or VP8, a key frame each two seconds) and a tone that beeps
 * (Opus), and sends both to producers on the router by plain RTP, with sender reports.
 */
export class Film {
  private constructor(
    readonly picture: StageSource,
    readonly voice: StageSource,
    private readonly ffmpeg: ChildProcess,
    private readonly transports: types.PlainTransport[],
    /** RTP timestamps of the first packets. */
    private readonly first: Record<'picture' | 'voice', { rtp: Promise<number> }>,
  ) {}

  /**
   * By how much the beep is later than the flash (ms) by the sender's own reports: ffmpeg begins its two streams when each is
   * ready, and says so.
   */
  async saidApartMs(): Promise<number> {
    const begun = async ({ producer }: StageSource, firstPacket: { rtp: Promise<number> }, clockRate: number) => {
      const said = await eventually(() => SenderClock.of(producer).said(0), 'a sender report', 20_000);
      return said.ntpMs - (timestampDistance(await firstPacket.rtp, said.rtpTimestamp) * 1000) / clockRate;
    };
    // The encoder of sound puts 6.5 ms before its beginning (RFC 7845, 4.2).
    const voice = (await begun(this.voice, this.first.voice, 48_000)) + 6.5;
    return voice - (await begun(this.picture, this.first.picture, 90_000));
  }

  static async show(router: types.Router, seatId: string, options: FilmOptions = {}): Promise<Film> {
    const { codec = 'H264', size = '320x180', keySeconds = beatSeconds, pattern = false, kbps, tone } = options;
    const open = () =>
      router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: false, comedia: true });
    const [video, audio] = [await open(), await open()];
    const ssrc = 1 + Math.floor(Math.random() * 1_000_000);
    const camera = await video.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [
          {
            mimeType: `video/${codec}`,
            payloadType: 101,
            clockRate: 90_000,
            ...(codec === 'H264' ? { parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' } } : {}),
          },
        ],
        encodings: [{ ssrc }],
      },
    });
    const microphone = await audio.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc: ssrc + 1 }],
      },
    });
    const first = { picture: await firstTimestamp(camera), voice: await firstTimestamp(microphone) };
    const to = ({ tuple, rtcpTuple }: types.PlainTransport) =>
      `rtp://127.0.0.1:${tuple.localPort}?rtcpport=${rtcpTuple?.localPort}&pkt_size=1200`;
    const flash = `color=black:s=${size}:r=${framesPerSecond},drawbox=c=white:t=fill:enable='lt(mod(t,${beatSeconds}),${flashSeconds})'`;
    const sound = tone ? `0.4*sin(2*PI*${tone}*t)` : during('0.5*sin(2*PI*1000*t)', '0');
    const encoder =
      codec === 'H264'
        ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline']
        : ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '300k'];
    const ffmpeg = spawn(
      process.env['FFMPEG_BIN'] || 'ffmpeg',
      [
        ...[
          '-hide_banner',
          '-nostdin',
          '-loglevel',
          'error',
          '-re',
          '-f',
          'lavfi',
          '-i',
          pattern ? `testsrc2=s=${size}:r=${framesPerSecond}` : flash,
        ],
        ...['-re', '-f', 'lavfi', '-i', `aevalsrc='${sound}:s=48000'`],
        ...['-map', '0', ...encoder, '-pix_fmt', 'yuv420p', '-g', String(framesPerSecond * keySeconds)],
        ...(kbps === undefined ? [] : ['-b:v', `${kbps}k`, '-maxrate', `${kbps}k`, '-bufsize', `${kbps}k`]),
        ...['-payload_type', '101', '-ssrc', String(ssrc), '-f', 'rtp', to(video)],
        ...['-map', '1', '-c:a', 'libopus', '-ac', '2', '-b:a', '48k'],
        ...['-payload_type', '100', '-ssrc', String(ssrc + 1), '-f', 'rtp', to(audio)],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return new Film(
      new StageSource(seatId, 'camera', camera),
      new StageSource(seatId, 'microphone', microphone),
      ffmpeg,
      [video, audio],
      first,
    );
  }

  async end(): Promise<void> {
    const ended = once(this.ffmpeg, 'exit');
    this.ffmpeg.kill('SIGKILL');
    await ended;
    for (const transport of this.transports) transport.close();
  }
}

/** Listens for a first packet, and from then on for reports, as the packager does before anybody is on air. */
async function firstTimestamp(producer: types.Producer): Promise<{ rtp: Promise<number> }> {
  const clock = SenderClock.of(producer);
  const rtp = new Promise<number>((resolve) => {
    const look = ({ type, info }: types.ProducerTraceEventData) => {
      if (type !== 'rtp') return;
      producer.off('trace', look);
      clock.listen(false);
      resolve((info as unknown as { rtpPacket: { timestamp: number } }).rtpPacket.timestamp);
    };
    producer.on('trace', look);
  });
  await producer.enableTraceEvent(['sr', 'rtp']);
  return { rtp };
}
