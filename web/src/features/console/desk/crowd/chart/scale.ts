/** The next round, even figure at or above `value`, at least 4: half of it is a whole figure too. */
export function roundMax(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value)!;
}

export interface Frame {
  width: number;
  height: number;
  max: number;
}

const at = (index: number, length: number, { width }: Frame): number =>
  length < 2 ? width : (index / (length - 1)) * width;

/** Where a value lies in a frame of pixels, the origin at the upper left. */
export const place = (points: readonly number[], index: number, frame: Frame): { x: number; y: number } => ({
  x: at(index, points.length, frame),
  y: frame.height - ((points[index] ?? 0) / frame.max) * frame.height,
});

/** An SVG path through the points. */
export const linePath = (points: readonly number[], frame: Frame): string =>
  points
    .map((_, index) => {
      const { x, y } = place(points, index, frame);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');

/** The same, closed down to the ground. */
export const areaPath = (points: readonly number[], frame: Frame): string =>
  points.length < 2 ? '' : `${linePath(points, frame)}V${frame.height}H0Z`;

/** Which point a pixel from the left belongs to. */
export const nearest = (x: number, length: number, width: number): number =>
  Math.min(length - 1, Math.max(0, Math.round((x / Math.max(1, width)) * (length - 1))));
