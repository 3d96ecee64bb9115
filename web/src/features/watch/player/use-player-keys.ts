import { useEffect, useRef } from 'react';

export interface PlayerKeys {
  togglePlay: () => void;
  toggleSound: () => void;
  toggleFullscreen: () => void;
  /** Steps of a tenth, up or down. */
  changeVolume: (by: number) => void;
  write: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('dialog') !== null);

/** Space and arrows belong to a focused control, except the picture itself. */
const belongsToControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, [role=tab], [role=menu], [role=slider], [tabindex="0"]') !== null;

/** The page's keys: space, m, f, c and the arrows up and down. Nothing while somebody types. */
export function usePlayerKeys(keys: PlayerKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { togglePlay, toggleSound, toggleFullscreen, changeVolume, write } = latest.current;
      const plain: Record<string, () => void> = { m: toggleSound, f: toggleFullscreen, c: write };
      const shared: Record<string, () => void> = {
        ' ': togglePlay,
        ArrowUp: () => changeVolume(0.1),
        ArrowDown: () => changeVolume(-0.1),
      };
      const act = plain[event.key.toLowerCase()] ?? (belongsToControl(event.target) ? undefined : shared[event.key]);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
