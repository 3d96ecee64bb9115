import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meterLevel } from '../../media/level-meter.js';
import { classNames } from '../../ui/class-names.js';
import css from './LevelMeter.module.css';

// A word at arm's length reaches this; a fan or a street does not.
const speechLevel = 0.35;

/** A bar that moves with the voice, and says in words whether there is one. */
export function LevelMeter({ track, quiet }: { track: MediaStreamTrack | undefined; quiet?: boolean }) {
  const { t } = useTranslation('stage');
  const fill = useRef<HTMLSpanElement>(null);
  const [heardOn, setHeardOn] = useState<MediaStreamTrack>();
  useEffect(() => {
    if (!track) return;
    return meterLevel(track, (level) => {
      // Twenty times a second: past React, straight to the element.
      if (fill.current) fill.current.style.transform = `scaleX(${level.toFixed(2)})`;
      if (level > speechLevel) setHeardOn(track);
    });
  }, [track]);
  const heard = track !== undefined && heardOn === track;
  return (
    <div className={css.meter}>
      <span className={css.track} role="img" aria-label={t('level')}>
        <span ref={fill} className={classNames(css.fill, heard && css.heard)} />
      </span>
      {!quiet && (
        <p className={css.words} role="status">
          {track ? t(heard ? 'heard' : 'saySomething') : ''}
        </p>
      )}
    </div>
  );
}
