import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { classNames } from '../../../../ui/class-names.js';
import { useVisit } from '../../VisitContext.js';
import { Slate } from '../Slate.js';
import pictureCss from '../Picture.module.css';
import css from './Film.module.css';
import { Slides } from './Slides.js';

/**
 * What comes by HLS: the programme in one element. While it is on its way it lies under what is shown; from its first
 * frame on it covers it.
 */
export default function FilmLayer({ mainVideoRef }: { mainVideoRef: RefObject<HTMLVideoElement | null> }) {
  const { t } = useTranslation('watch');
  const { viewer } = useVisit();
  const { film, way, quality } = useStore(viewer.state);
  const shown = way === 'hls' && film?.video != null;
  const noPicture = quality === 'audio' || quality === 'slides' || film?.soundOnly === true;
  useEffect(() => {
    if (shown && film?.video) mainVideoRef.current = film.video;
  }, [shown, film?.video, mainVideoRef]);
  return (
    <div className={classNames(css.film, shown && css.shown)} data-shown={shown}>
      {film?.next && <Element key={keyOf(film.next)} video={film.next} />}
      {film?.video && <Element key={keyOf(film.video)} video={film.video} current />}
      {shown && noPicture && (
        <div className={css.cover}>{quality === 'slides' ? <Slides /> : <Slate title={t('audioOnly')} />}</div>
      )}
      {shown && film.stalled && (
        <p className={pictureCss.waiting} role="status">
          {t('pictureBack')}
        </p>
      )}
    </div>
  );
}

const keys = new WeakMap<HTMLVideoElement, number>();
let made = 0;

/** An element keeps its place in the page when it moves from under the picture to the top: one that is moved stops. */
const keyOf = (video: HTMLVideoElement): number => {
  const key = keys.get(video) ?? (made += 1);
  keys.set(video, key);
  return key;
};

/** Holds an element that is the player's own, so that it outlives this component. */
function Element({ video, current = false }: { video: HTMLVideoElement; current?: boolean }) {
  const { t } = useTranslation('watch');
  const place = useRef<HTMLDivElement>(null);
  const label = t('player');
  useEffect(() => {
    video.setAttribute('aria-label', label);
    place.current?.replaceChildren(video);
  }, [video, label]);
  return <div ref={place} className={css.place} data-current={current} />;
}
