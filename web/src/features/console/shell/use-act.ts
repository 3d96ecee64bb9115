import { useCallback } from 'react';
import { errorText } from '../../../app/error-text.js';
import { showToast } from '../../../ui/toasts.js';

interface Outcome {
  /** Said when it is done. */
  done?: string;
  /** The way back, offered beside it. */
  undo?: { label: string; run: () => void };
}

/** Runs something that the server is asked for, and says how it went. */
export function useAct(): (work: Promise<unknown>, outcome?: Outcome) => void {
  return useCallback((work, { done, undo } = {}) => {
    work.then(
      () => done && showToast({ tone: 'done', text: done, ...(undo && { action: undo }) }),
      (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }),
    );
  }, []);
}
