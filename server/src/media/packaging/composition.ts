import { mediaStartSeconds, type Output } from './ffmpeg-arguments.js';
import type { Rung } from './take-plan.js';
import type { Line } from './words.js';

/** Where a picture stands on a canvas of 1280 × 720, in pixels. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const canvas = { width: 1280, height: 720 };
const framesPerSecond = 25;
const ground = '0x0E1116';

/** A transcoded ladder, like the one that browsers send. */
const ladder: { rung: Rung; height: number; kilobits: number }[] = [
  { rung: 'low', height: 180, kilobits: 150 },
  { rung: 'mid', height: 360, kilobits: 500 },
  { rung: 'high', height: 720, kilobits: 1500 },
];

/** Where `count` pictures stand in a layout, the first one first. */
export function placesOf(count: number, layout: string): Place[] {
  const { width, height } = canvas;
  const full = { x: 0, y: 0, width, height };
  if (count <= 1) return count === 1 ? [full] : [];
  if (layout === 'picture-in-picture') {
    const [w, h] = [width / 4, height / 4];
    const small = Array.from({ length: count - 1 }, (_, index) => ({
      x: width - w - 24,
      y: height - h - 24 - index * (h + 12),
      width: w,
      height: h,
    }));
    return [full, ...small];
  }
  const columns = 2;
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => ({
    x: (index % columns) * (width / columns),
    y: Math.floor(index / columns) * (height / rows),
    width: width / columns,
    height: height / rows,
  }));
}

/** Each speaker's name at the foot of their picture; in the middle where there are only voices. */
export function captionsOf(names: readonly string[], count: number, layout: string): Line[] {
  const { width, height } = canvas;
  const places = placesOf(count, layout);
  const lines = names.map((text, index): Line => {
    const place = places[index];
    if (!place) return { text, x: width / 2, y: height / 2 + 70 * (index - (names.length - 1) / 2), ...spoken };
    const [margin, size] = place.width > width / 3 ? [36, 40] : [16, 24];
    const at = { x: place.x + margin, y: place.y + place.height - margin };
    return { text, ...at, align: 'left', size, maxWidth: place.width - 2 * margin };
  });
  return lines.filter(({ text }) => text.trim() !== '');
}

const spoken = { align: 'middle', size: 48, maxWidth: canvas.width - 160 } as const;

/**
 * ffmpeg's part in it: generated inputs after the session's, a graph, and what leaves it.
 * @param words a filter that draws them, or none
 */
export function composition(
  count: number,
  layout: string,
  segmentSeconds: number,
  words: string | undefined,
): { inputs: string[]; filters: string[]; outputs: Output[] } {
  const places = placesOf(count, layout);
  const inputs = count > 0 ? [] : ['-re', '-f', 'lavfi', '-i', `color=c=${ground}:s=640x360:r=${framesPerSecond}`];
  const filters = count > 0 ? laidOut(places) : [`[1:v]setpts=PTS+${mediaStartSeconds}/TB[whole]`];
  const rungs = count > 0 ? ladder : ladder.slice(0, 1);
  const split = rungs.map(({ rung }) => `[to_${rung}]`).join('');
  return {
    inputs,
    filters: [
      ...filters,
      `[whole]${words ? `${words},` : ''}split=${rungs.length}${split}`,
      ...rungs.map(({ rung, height }) => `[to_${rung}]scale=-2:${height}[${rung}]`),
    ],
    outputs: rungs.map((rung) => encoded(rung, segmentSeconds)),
  };
}

function laidOut(places: readonly Place[]): string[] {
  const tiles = places.map(({ x, y, width, height }, index) => {
    const fit =
      index === 0 && width === canvas.width
        ? // Alone, or behind the others: all of it is shown.
          `scale=${width}:${height}:force_original_aspect_ratio=decrease`
        : `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`;
    // The first picture of a stream has no time, and would stand for all that came before.
    const steady = `[0:${index}]select='gte(t,${mediaStartSeconds - 1})',fps=${framesPerSecond}`;
    if (index > 0) return `${steady},${fit}[tile${index}]`;
    const at = width === canvas.width ? '(ow-iw)/2:(oh-ih)/2' : `${x}:${y}`;
    return `${steady},${fit},pad=${canvas.width}:${canvas.height}:${at}:color=${ground}[upto0]`;
  });
  const overlays = places
    .slice(1)
    .map(({ x, y }, index) => `[upto${index}][tile${index + 1}]overlay=${x}:${y}[upto${index + 1}]`);
  return [...tiles, ...overlays, `[upto${places.length - 1}]format=yuv420p[whole]`];
}

function encoded({ rung, kilobits }: (typeof ladder)[number], segmentSeconds: number): Output {
  return {
    rendition: rung,
    options: [
      ...['-map', `[${rung}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency'],
      ...['-profile:v', 'baseline', '-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits * 2}k`],
      ...['-g', String(framesPerSecond * segmentSeconds), '-keyint_min', String(framesPerSecond), '-sc_threshold', '0'],
      ...['-video_track_timescale', '90000'],
    ],
  };
}
