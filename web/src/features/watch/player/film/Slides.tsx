import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { useVisit } from '../../VisitContext.js';
import { Slate } from '../Slate.js';
import css from './Film.module.css';

// The server makes a new one each ten seconds.
const everyMs = 10_000;

/** What there is to see for 2 MB an hour: a picture that the producer shows, else a still of the programme now and then. */
export function Slides() {
  const { t } = useTranslation('watch');
  const url = useStore(useVisit().shownSlide.state);
  return url ? <img className={css.slide} src={url} alt={t('slideShownAlt')} /> : <Stills />;
}

function Stills() {
  const { t } = useTranslation('watch');
  const { viewer } = useVisit();
  const { slideUrl } = useStore(viewer.state);
  const address = useRef(slideUrl);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    // Signed anew now and then: the next one is fetched from there.
    address.current = slideUrl;
  }, [slideUrl]);
  useEffect(() => {
    let current: string | null = null;
    const stopped = new AbortController();
    const fetchOne = async () => {
      if (!address.current) return;
      const response = await fetch(address.current, { signal: stopped.signal }).catch(() => null);
      // None yet, or the line is down: the last one stands.
      if (!response?.ok || response.status === 204) return;
      const picture = await response.blob().catch(() => null);
      if (!picture || stopped.signal.aborted) return;
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
  }, []);
  if (!shown) return <Slate busy title={t('slidesComing')} />;
  return <img className={css.slide} src={shown} alt={t('slideAlt')} />;
}
