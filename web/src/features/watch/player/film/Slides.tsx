import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVisit } from '../../VisitContext.js';
import { Slate } from '../Slate.js';
import css from './Film.module.css';

// The server makes a new one each ten seconds.
const everyMs = 10_000;

/** A still of the programme now and then: what there is to see for 2 MB an hour. */
export function Slides() {
  const { t } = useTranslation('watch');
  const { slug, viewer } = useVisit();
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let [current, bytes] = [null as string | null, 0];
    const stopped = new AbortController();
    const fetchOne = async () => {
      const path = `/api/playback/slides/${encodeURIComponent(slug)}`;
      const response = await fetch(path, { signal: stopped.signal }).catch(() => null);
      // None yet, or the line is down: the last one stands.
      if (!response?.ok || response.status === 204) return;
      const picture = await response.blob().catch(() => null);
      if (!picture || stopped.signal.aborted) return;
      bytes += picture.size;
      viewer.spent('slides', bytes);
      if (current) URL.revokeObjectURL(current);
      setShown((current = URL.createObjectURL(picture)));
    };
    void fetchOne();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void fetchOne();
    }, everyMs);
    return () => {
      stopped.abort();
      clearInterval(timer);
      if (current) URL.revokeObjectURL(current);
    };
  }, [slug, viewer]);
  if (!shown) return <Slate busy title={t('slidesComing')} />;
  return <img className={css.slide} src={shown} alt={t('slideAlt')} />;
}
