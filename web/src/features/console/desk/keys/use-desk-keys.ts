import { useEffect, useEffectEvent } from 'react';

/** Somebody is writing, or a dialog or menu has the keys. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], dialog[open], [role=menu]') !== null;

/**
 * One-key acts for the desk, wherever the focus is, but never while somebody writes. Keys are letters as they are typed: a
 * capital one is the act upon everything in hand.
 */
export function useDeskKeys(active: boolean, keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!active) return;
    const listener = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [active]);
}
