import type { types } from 'mediasoup';
import { MediaError } from '../media-errors.js';
import { FfmpegProcess } from '../packaging/ffmpeg-process.js';
import type { SpeakerTransport } from '../speaker-transport.js';
import type { RtmpPublisher, TagFacts } from './rtmp-publisher.js';

/** What is sent, as far as the relay has to know. */
export interface RtmpFacts {
  hasVideo: boolean;
  hasAudio: boolean;
  /** The picture has to be encoded anew: it is no H.264, or has B-frames, which WebRTC cannot carry. */
  transcodes: boolean;
  bFrames: boolean;
}

/** So much is looked at before it is decided what to do with it: B-frames show within a few frames. */
const lookMs = 1200;
/** An encoder whose clock stands still shows all that it will within this time. */
const lookPatienceMs = 5000;
/** The encoder waits where ffmpeg does not keep up; what is further behind is of no use to a live programme. */
const maxBufferedBytes = 8 * 1024 * 1024;
const transcodeNiceness = 10;
const packetBytes = 1200;

const videoPayloadType = 102;
const audioPayloadType = 111;
const videoSsrc = 22_222_222;
const audioSsrc = 11_111_111;

/** What an encoder sends by RTMP, made into RTP by one ffmpeg: H.264 is copied where WebRTC can carry it, AAC becomes Opus. */
export class RtmpRelay {
  private readonly tags: Buffer[] = [];
  private heldBytes = 0;
  private process: FfmpegProcess | undefined;
  private facts: RtmpFacts = { hasVideo: false, hasAudio: false, transcodes: false, bFrames: false };
  private firstAt: number | undefined;
  private readonly decided: Promise<RtmpFacts>;
  private decide: (facts: RtmpFacts) => void = () => undefined;

  constructor(
    private readonly publisher: RtmpPublisher,
    /** Told what ffmpeg said where it ended by itself: it cannot read what is sent. */
    private readonly onBroken: (words: string) => void,
  ) {
    this.decided = new Promise((resolve) => (this.decide = resolve));
    const patience = setTimeout(() => this.decide(this.facts), lookPatienceMs).unref();
    publisher.on('tag', (tag, facts) => this.take(tag, facts));
    publisher.once('closed', () => {
      clearTimeout(patience);
      this.decide(this.facts);
      void this.process?.stop();
    });
  }

  /** What it sends, once enough has come to know. */
  known(): Promise<RtmpFacts> {
    return this.decided;
  }

  /** Sends by this way in from now on; ends with the speaker, and the speaker with the encoder. */
  async start(ffmpeg: string, speaker: SpeakerTransport, facts: RtmpFacts): Promise<void> {
    if (facts.hasAudio) await speaker.produce('microphone', audioParameters);
    if (facts.hasVideo) await speaker.produce('camera', videoParameters);
    if (this.publisher.closed) throw new MediaError('closed', 'the encoder is gone');
    const args = relayArguments(facts, speaker.ports('video'), speaker.ports('audio'));
    const niceness = facts.transcodes ? transcodeNiceness : 0;
    const process = FfmpegProcess.start(ffmpeg, { args, input: null, outputs: 0, inputs: 1, niceness });
    this.process = process;
    process.once('ended', () => {
      if (!this.publisher.closed && !speaker.closed) this.onBroken(process.complaints.join('\n'));
      this.publisher.close();
    });
    this.publisher.once('closed', () => speaker.close('left'));
    speaker.once('closed', () => {
      this.publisher.close();
      void process.stop();
    });
    for (const tag of this.tags.splice(0)) this.write(tag);
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  private take(tag: Buffer, facts: TagFacts): void {
    if (this.process) this.write(tag);
    else if ((this.heldBytes += tag.length) > maxBufferedBytes) return this.publisher.close();
    else this.tags.push(tag);
    if (!facts.isHeader) this.learn(facts);
  }

  private learn({ kind, dts, pts, isH264 }: TagFacts): void {
    this.firstAt ??= dts;
    if (kind === 'audio') this.facts.hasAudio = true;
    if (kind === 'video') {
      const bFrames = this.facts.bFrames || pts !== dts;
      this.facts = { ...this.facts, hasVideo: true, bFrames, transcodes: bFrames || !isH264 };
    }
    if (dts - this.firstAt >= lookMs) this.decide(this.facts);
  }

  private write(tag: Buffer): void {
    const input = this.process?.input(0);
    if (!input || input.destroyed) return;
    if (input.writableLength > maxBufferedBytes) return this.publisher.close();
    input.write(tag);
  }
}

function relayArguments({ hasVideo, hasAudio, transcodes }: RtmpFacts, video: Ports, audio: Ports): string[] {
  const picture = transcodes
    ? [
        ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'baseline', '-bf', '0'],
        ...['-pix_fmt', 'yuv420p', '-b:v', '2500k', '-maxrate', '2500k', '-bufsize', '2500k'],
        ...['-vf', "scale='min(1280,iw)':-2", '-force_key_frames', 'expr:gte(t,n_forced*1)'],
      ]
    : // The parameters go before each key frame: a viewer may come at any of them.
      ['-c:v', 'copy', '-bsf:v', 'h264_mp4toannexb'];
  const sound = ['-c:a', 'libopus', '-b:a', '96k', '-ar', '48000', '-ac', '2', '-application', 'audio'];
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-fflags', '+nobuffer'],
    ...['-analyzeduration', '1000000', '-fpsprobesize', '0', '-f', 'flv', '-i', 'pipe:3'],
    ...(hasVideo ? ['-map', '0:v:0', ...picture, ...rtp(videoSsrc, videoPayloadType, video)] : []),
    ...(hasAudio ? ['-map', '0:a:0', ...sound, ...rtp(audioSsrc, audioPayloadType, audio)] : []),
  ];
}

interface Ports {
  rtp: number;
  rtcp: number;
}

const rtp = (ssrc: number, payloadType: number, ports: Ports): string[] => [
  ...['-f', 'rtp', '-ssrc', String(ssrc), '-payload_type', String(payloadType)],
  `rtp://127.0.0.1:${ports.rtp}?rtcpport=${ports.rtcp}&pkt_size=${packetBytes}`,
];

const videoParameters: types.RtpParameters = {
  codecs: [
    {
      mimeType: 'video/H264',
      payloadType: videoPayloadType,
      clockRate: 90_000,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    },
  ],
  encodings: [{ ssrc: videoSsrc }],
  rtcp: { cname: 'rtmp' },
};

const audioParameters: types.RtpParameters = {
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: audioPayloadType,
      clockRate: 48_000,
      channels: 2,
      parameters: { 'sprop-stereo': 1 },
    },
  ],
  encodings: [{ ssrc: audioSsrc }],
  rtcp: { cname: 'rtmp' },
};
