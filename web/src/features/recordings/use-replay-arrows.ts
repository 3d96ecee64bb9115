import { useEffect } from 'react';
import type { ReplayFilm } from './replay-film.js';

const stepSeconds = 10;

/** Left and right go ten seconds back and on, unless a control has the focus that knows them itself. */
export function useReplayArrows(film: ReplayFilm): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { ArrowLeft: -stepSeconds, ArrowRight: stepSeconds }[event.key];
      const { target } = event;
      const taken = target instanceof HTMLElement && target.closest('input, textarea, select, [role=tab], [role=menu]');
      if (!step || taken || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      film.seek(film.state.get().position + step);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [film]);
}
