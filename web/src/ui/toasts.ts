import { Cell } from '../app/store.js';

export interface ToastView {
  id: number;
  tone: 'done' | 'problem' | 'plain';
  text: string;
  /** A way back, or a way on. */
  action?: { label: string; run: () => void };
}

/** Long enough to read two lines slowly; with something to press, longer. */
const shownMs = 5_000;
const shownWithActionMs = 10_000;

export const toasts = new Cell<readonly ToastView[]>([]);
let lastId = 0;

export const dismissToast = (id: number): void => toasts.update((list) => list.filter((toast) => toast.id !== id));

/** Says something in passing. The text is already in the user's language. */
export function showToast(toast: Omit<ToastView, 'id'>): number {
  const id = ++lastId;
  toasts.update((list) => [...list.slice(-2), { ...toast, id }]);
  setTimeout(() => dismissToast(id), toast.action ? shownWithActionMs : shownMs);
  return id;
}
