import type { RtpCodecCapability } from 'mediasoup-client/types';
import { cameraCodec, cameraEncodings } from './encodings.js';

const layers = (shorterSide: number) =>
  cameraEncodings(shorterSide).map(({ scaleResolutionDownBy = 1 }) => shorterSide / scaleResolutionDownBy);

describe('cameraEncodings', () => {
  it('makes three layers of a 720p camera, smallest first', () => {
    expect(cameraEncodings(720)).toEqual([
      { maxBitrate: 95_000, maxFramerate: 30, scaleResolutionDownBy: 4 },
      { maxBitrate: 500_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
      { maxBitrate: 1_500_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
    ]);
    expect(layers(1080)).toEqual([270, 540, 1080]);
  });

  it('makes fewer of a smaller camera, each of about its rung', () => {
    expect(layers(480)).toEqual([240, 480]);
    expect(layers(360)).toEqual([180, 360]);
    expect(layers(120)).toEqual([120]);
  });
});

describe('cameraCodec', () => {
  const codec = (name: string): RtpCodecCapability => ({
    kind: 'video',
    mimeType: `video/${name}`,
    clockRate: 90000,
    preferredPayloadType: 100,
  });
  const all = [codec('rtx'), codec('VP8'), codec('H264')];

  it('is H.264 where the browser sends it in layers, else VP8', () => {
    expect(cameraCodec(all, 'Chrome111')?.mimeType).toBe('video/H264');
    expect(cameraCodec(all, 'Firefox120')?.mimeType).toBe('video/VP8');
    expect(cameraCodec([codec('VP8')], 'Chrome111')?.mimeType).toBe('video/VP8');
    expect(cameraCodec([codec('H264')], 'Firefox120')?.mimeType).toBe('video/H264');
    expect(cameraCodec([codec('rtx')], 'Safari12')).toBeUndefined();
  });
});
