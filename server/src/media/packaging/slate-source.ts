import { canvas } from './composition.js';
import { mediaStartSeconds, type Output, soundOutputs } from './ffmpeg-arguments.js';
import { slateFramesPerSecond } from './take-plan.js';
import { Signal, type TakeSource } from './take-source.js';
import { type Line, Words } from './words.js';

/** Ground of the look's dark side. */
const ground = '0x0E1116';

/** Pixels between two lines, on a canvas of 720. */
const lineHeight = 88;

/** The picture for when nobody can be shown, with silence, and what it says. A recording has a pause. */
export async function openSlateSource(segmentSeconds: number, lines: readonly string[]): Promise<TakeSource> {
  const words = lines.length > 0 ? await Words.write(lines.map(placed)) : undefined;
  const generated = (graph: string) => ['-re', '-f', 'lavfi', '-i', graph];
  // On the output: the input's own would have `-re` wait for it.
  const later = ['-output_ts_offset', String(mediaStartSeconds)];
  const picture: Output = {
    rendition: 'mid',
    options: [
      ...['-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'stillimage', '-profile:v', 'baseline'],
      ...['-pix_fmt', 'yuv420p', '-threads', '1', '-g', String(slateFramesPerSecond * segmentSeconds), '-bf', '0'],
      ...['-video_track_timescale', '90000'],
    ],
  };
  return {
    inputs: [
      ...generated(`color=c=${ground}:s=640x360:r=${slateFramesPerSecond}${words ? `,${words.filter}` : ''}`),
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
    soundLagMs: () => 0,
    wantKeyFrames: () => undefined,
    close: () => words?.close(),
  };
}

function placed(text: string, index: number, all: readonly string[]): Line {
  const y = canvas.height / 2 + lineHeight * (index - (all.length - 1) / 2);
  return { text, x: canvas.width / 2, y, align: 'middle', size: 56, maxWidth: canvas.width - 160 };
}
