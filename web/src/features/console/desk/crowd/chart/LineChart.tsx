import type { AttendanceSeriesView } from '@sammelan/shared/attendance/attendance.dto.js';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../../app/i18n/use-language.js';
import css from './Chart.module.css';
import { areaPath, linePath, nearest, place, roundMax } from './scale.js';

/** Viewers over time; the pointer or the arrows say the figure of a moment. */
export default function LineChart({ series }: { series: AttendanceSeriesView }) {
  const { t } = useTranslation('deskCrowd');
  const { number, time } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(
      ([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const points = series.now;
  const last = points.length - 1;
  const frame = { ...size, max: roundMax(Math.max(...points)) };
  const timeAt = (index: number) => time(Date.parse(series.startedAt) + index * series.stepSeconds * 1000);
  const label = t('chartText', {
    from: timeAt(0),
    to: timeAt(last),
    now: number(points[last] ?? 0),
    peak: number(Math.max(...points)),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    setShown(Math.min(last, Math.max(0, (shown ?? last) + by)));
  };
  const marker = shown !== null && shown <= last ? place(points, shown, frame) : null;
  return (
    <div className={css.chart}>
      <div className={css.ticks} aria-hidden="true">
        <span>{number(frame.max)}</span>
        <span>{number(frame.max / 2)}</span>
        <span>0</span>
      </div>
      <div
        ref={box}
        className={css.plot}
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          const { left } = event.currentTarget.getBoundingClientRect();
          setShown(nearest(event.clientX - left, points.length, size.width));
        }}
        onPointerLeave={() => setShown(null)}
        onBlur={() => setShown(null)}
      >
        <svg width={size.width} height={size.height} aria-hidden="true">
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              className={css.grid}
              x1="0"
              x2={size.width}
              y1={size.height * share}
              y2={size.height * share}
            />
          ))}
          <path className={css.area} d={areaPath(points, frame)} />
          <path className={css.line} d={linePath(points, frame)} />
          {marker && (
            <>
              <line className={css.hair} x1={marker.x} x2={marker.x} y1="0" y2={size.height} />
              <circle className={css.dot} cx={marker.x} cy={marker.y} r="4" />
            </>
          )}
        </svg>
      </div>
      <div className={css.times} aria-hidden="true">
        <span>{timeAt(0)}</span>
        {last > 1 && <span>{timeAt(Math.round(last / 2))}</span>}
        <span>{timeAt(last)}</span>
      </div>
      <p className={css.readout} role="status">
        {shown !== null && shown <= last
          ? t('chartAt', { time: timeAt(shown), shown: number(points[shown] ?? 0) })
          : t('chart')}
      </p>
    </div>
  );
}
