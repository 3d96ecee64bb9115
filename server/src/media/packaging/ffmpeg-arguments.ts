import type { types } from 'mediasoup';
import { type Rendition, voices } from './take-plan.js';

/** What is read from the network, one m-line of the SDP. */
export interface RtpInput {
  port: number;
  codec: types.RtpCodecParameters;
  kind: types.MediaKind;
}

/** One rendition that leaves by a pipe of its own: `pipe:3` is the first. */
export interface Output {
  rendition: Rendition;
  /** What is sent there: ffmpeg's options up to the format. */
  options: string[];
}

/** Timestamps begin here, so that an encoder's priming does not reach below nothing. */
export const mediaStartSeconds = 10;

/**
 * A fragment ends with the first picture or packet after this: the parts of low latency, and what a power cut can cost.
 * A little more than half a second, so that key frames which come a little late do not leave a fifth part behind.
 */
export const fragmentMicroseconds = 520_000;

/** kbit/s and sampling: speech and slogans; and what an hour of sound alone may cost on a phone's plan (11 MB). */
const soundOf = {
  audio: ['-b:a', '64k', '-ar', '48000'],
  voice: ['-b:a', '24k', '-ar', '24000'],
} as const;

/** Session description (RFC 8866) of what comes in. */
export const sessionOf = (inputs: readonly RtpInput[]): string =>
  ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=stage', 'c=IN IP4 127.0.0.1', 't=0 0', ...inputs.flatMap(mediaLines), ''].join(
    '\r\n',
  );

function mediaLines({ port, codec, kind }: RtpInput): string[] {
  const { payloadType, clockRate, channels, mimeType } = codec;
  const name = mimeType.split('/')[1] ?? '';
  return [
    `m=${kind} ${port} RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${name}/${clockRate}${channels ? `/${channels}` : ''}`,
    ...(name.toUpperCase() === 'H264' ? [`a=fmtp:${payloadType} packetization-mode=1`] : []),
  ];
}

/** Options for reading a session description from the standard input. */
export const readSession = [
  ...['-protocol_whitelist', 'pipe,udp,rtp', '-f', 'sdp'],
  // The parameters of a picture are in its first key frame: nothing is gained by waiting for more.
  ...['-analyzeduration', '3000000', '-fpsprobesize', '0', '-max_ts_probe', '0', '-i', 'pipe:0'],
];

/** Keeps sound in step with its timestamps. */
const inStep = ['-af', 'aresample=async=1000'];

/** Both renditions of the sound. @param stream what rendition `index` is made from */
export const soundOutputs = (stream: (index: number) => string, filter = inStep): Output[] =>
  voices.map((rendition, index) => ({
    rendition,
    options: ['-map', stream(index), ...filter, '-c:a', 'aac', '-ac', '1', ...soundOf[rendition]],
  }));

export const copiedOutput = (rendition: Rendition, stream: string): Output => ({
  rendition,
  options: ['-map', stream, '-c:v', 'copy', '-video_track_timescale', '90000'],
});

/** The whole command line. Every output is a fragmented MP4 whose timestamps are the input's own. */
export function ffmpegArguments(inputs: readonly string[], outputs: readonly Output[]): string[] {
  const container = [
    // `frag_discont` with `delay_moov`: without both, each output's timestamps would begin at 0.
    ...['-f', 'mp4', '-movflags', '+delay_moov+default_base_moof+frag_keyframe+frag_discont+skip_trailer'],
    ...['-frag_duration', String(fragmentMicroseconds), '-flush_packets', '1'],
  ];
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'warning', '-copyts'],
    ...inputs,
    ...outputs.flatMap(({ options }, index) => [...options, ...container, `pipe:${index + 3}`]),
  ];
}
