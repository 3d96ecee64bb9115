import css from './Chart.module.css';
import { linePath } from './scale.js';

const frame = { width: 72, height: 20 };

/** A small line without figures; the row beside it says them. */
export function Sparkline({ points }: { points: readonly number[] }) {
  const max = Math.max(1, ...points);
  return (
    <svg className={css.spark} viewBox={`0 -1 ${frame.width} ${frame.height + 2}`} aria-hidden="true">
      <path d={linePath(points, { ...frame, max })} />
    </svg>
  );
}
