import { mediaStartSeconds, type Output, soundOutputs } from './ffmpeg-arguments.js';
import { Signal, type TakeSource } from './take-source.js';

/** Few pictures: it stands still. */
const framesPerSecond = 10;

/** Ground of the look's dark side. */
const ground = '0x0E1116';

/** The picture for when nobody can be shown, with silence. Pages lay words over it; a recording has a pause. */
export function openSlateSource(segmentSeconds: number): TakeSource {
  const generated = (graph: string) => ['-re', '-f', 'lavfi', '-i', graph];
  // On the output: the input's own would have `-re` wait for it.
  const later = ['-output_ts_offset', String(mediaStartSeconds)];
  const picture: Output = {
    rendition: 'mid',
    options: [
      ...['-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'stillimage', '-profile:v', 'baseline'],
      ...['-pix_fmt', 'yuv420p', '-threads', '1', '-g', String(framesPerSecond * segmentSeconds), '-bf', '0'],
      ...['-video_track_timescale', '90000'],
    ],
  };
  return {
    inputs: [
      ...generated(`color=c=${ground}:s=640x360:r=${framesPerSecond}`),
      ...generated('anullsrc=r=48000:cl=mono'),
    ],
    input: '',
    outputs: [picture, ...soundOutputs(() => '1:a', [])].map(({ rendition, options }) => ({
      rendition,
      options: [...options, ...later],
    })),
    niceness: 10,
    epochMs: null,
    outdated: new Signal(),
    start: () => Promise.resolve(),
    wantKeyFrames: () => undefined,
    close: () => undefined,
  };
}
