import type { ProducerCodecOptions, RtpCodecCapability, RtpEncodingParameters } from 'mediasoup-client/types';

// One rung per quarter of the picture. 180p at 95 kbit/s still shows a face, and with its sound and all headers is what a data
// saver may cost, 150; 720p at 1.5 Mbit/s is what phones encode without getting hot.
const ladder: { height: number; maxBitrate: number }[] = [
  { height: 180, maxBitrate: 95_000 },
  { height: 360, maxBitrate: 500_000 },
  { height: 720, maxBitrate: 1_500_000 },
];
const framesPerSecond = 30;

/**
 * The simulcast layers of a camera whose shorter side has so many pixels, smallest first: as many rungs as the picture
 * is large, each half of the next. They are the HLS ladder too, so a rung is never larger than it says.
 */
export function cameraEncodings(shorterSide: number): RtpEncodingParameters[] {
  const rungs = ladder.filter(({ height }) => height === ladder[0]?.height || height <= shorterSide * 1.1);
  return rungs.map(({ maxBitrate }, index) => ({
    maxBitrate,
    maxFramerate: framesPerSecond,
    scaleResolutionDownBy: 2 ** (rungs.length - 1 - index),
  }));
}

/**
 * A voice as every viewer by WebRTC gets it. Packets of 60 ms in place of 20: the headers of fifty packets a second are 30 kbit/s,
 * more than the voice, and with it more than a 2G line carries. 24 kbit/s is good speech over the whole range of a phone's
 * loudspeaker (RFC 7587, 3.1.1).
 */
export const voiceOptions: ProducerCodecOptions = {
  opusStereo: false,
  opusFec: true,
  opusDtx: true,
  opusPtime: 60,
  opusMaxAverageBitrate: 24_000,
};

/** Slides and documents: sharp and slow, one layer of full size. */
export const screenEncodings: RtpEncodingParameters[] = [{ maxBitrate: 1_800_000, maxFramerate: 15 }];

/**
 * H.264 where this browser encodes it, since its layers go to HLS as they are; else the router's other codec. Firefox
 * says H.264 too and sends it through a plug-in that is fetched later and has no simulcast, so it gets VP8.
 */
export function cameraCodec(
  sendable: readonly RtpCodecCapability[],
  handlerName: string,
): RtpCodecCapability | undefined {
  const video = sendable.filter(({ kind, mimeType }) => kind === 'video' && !/\/rtx$/i.test(mimeType));
  const named = (name: string) => video.find(({ mimeType }) => mimeType.toLowerCase() === name);
  return (handlerName.startsWith('Firefox') ? undefined : named('video/h264')) ?? named('video/vp8') ?? video[0];
}
