import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useState } from 'react';
import { recall, remember } from '../../app/storage.js';

const key = 'sammelan.calm-chat';

export interface Calm {
  on: boolean;
  /** What the list shows: all messages, or those up to where the reader stopped it. */
  shown: readonly MessageView[];
  /** Messages that wait to be shown. */
  waiting: number;
  toggle: () => void;
  /** Shows what has come meanwhile. */
  release: () => void;
}

/**
 * Screen-reader mode: the list stands still under the reader, and new messages come in one batch, when they ask for them.
 * Remembered in this browser.
 */
export function useCalm(messages: readonly MessageView[]): Calm {
  const last = messages.at(-1)?.seq ?? 0;
  const [upTo, setUpTo] = useState<number | null>(() => (recall(key) === 'yes' ? last : null));
  const shown = upTo === null ? messages : messages.filter(({ seq }) => seq <= upTo);
  return {
    on: upTo !== null,
    shown,
    waiting: messages.length - shown.length,
    toggle: () => {
      remember(key, upTo === null ? 'yes' : null);
      setUpTo(upTo === null ? last : null);
    },
    release: () => setUpTo(last),
  };
}
