import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../../app/i18n/format.js';
import { useStore } from '../../../../app/store.js';
import { useServerNow } from '../../../../app/use-now.js';
import { useVisit } from '../../VisitContext.js';
import css from './Film.module.css';

// A drag is over when it rests this long; keys too come in series.
const settleMs = 250;

/** Where in the rally one is: back to the beginning, and forward to live. */
export default function Timeline({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('watch');
  const { viewer, paused } = useVisit();
  const { film, way } = useStore(viewer.state);
  const [dragged, setDragged] = useState<number | null>(null);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settle.current), []);
  const now = useServerNow();
  const timeline = way === 'hls' ? film?.timeline : undefined;
  const begun = rally.liveAt ? Date.parse(rally.liveAt) : now;
  const secondsIn = (moment: number | null | undefined) => Math.max(0, Math.round(((moment ?? now) - begun) / 1000));
  const live = Math.max(1, secondsIn(timeline?.live));
  const position = dragged ?? (timeline?.rewound ? Math.min(secondsIn(timeline.at), live) : live);
  const go = (to: number) => {
    setDragged(null);
    paused.set(false);
    if (to >= live) viewer.goLive();
    else viewer.rewind(begun + to * 1000, begun);
  };
  const behind = live - position;
  return (
    <div className={css.timeline}>
      <input
        type="range"
        aria-label={t('timeline')}
        aria-valuetext={behind < 1 ? t('timelineLive') : t('timelineBehind', { time: formatClock(behind) })}
        min={0}
        max={live}
        step={1}
        value={position}
        onInput={(event) => {
          const to = Number(event.currentTarget.value);
          setDragged(to);
          clearTimeout(settle.current);
          settle.current = setTimeout(() => go(to), settleMs);
        }}
      />
      {behind >= 1 ? (
        <>
          <span className="tabular">−{formatClock(behind)}</span>
          <button type="button" className={css.live} onClick={() => go(live)}>
            {t('goLive')}
          </button>
        </>
      ) : (
        <button type="button" className={css.live} onClick={() => go(0)}>
          {t('fromStart')}
        </button>
      )}
    </div>
  );
}
