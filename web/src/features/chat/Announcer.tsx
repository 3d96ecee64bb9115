import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAuthorName } from './author-name.js';

/** A busy room would talk over everything: what came is told in bundles. */
const everyMs = 5_000;
/** In screen-reader mode, where only the number is told. */
const calmEveryMs = 15_000;
/** So many are read out; more are counted. */
const readOut = 2;

/** Tells screen readers what was written, a few lines at a time. */
export function Announcer({ messages, calm }: { messages: readonly MessageView[]; calm: boolean }) {
  const { t } = useTranslation('chat');
  const [text, setText] = useState('');
  const told = useRef<number | null>(null);
  const nameOf = useAuthorName();
  const latest = useRef({ messages, nameOf });
  useEffect(() => {
    latest.current = { messages, nameOf };
  });
  useEffect(() => {
    const timer = setInterval(
      () => {
        const { messages: held, nameOf: named } = latest.current;
        const last = held.at(-1)?.seq ?? 0;
        const from = told.current ?? last;
        told.current = last;
        const fresh = held.filter(({ seq, removed }) => seq > from && !removed);
        if (fresh.length === 0) return;
        setText(
          fresh.length <= readOut && !calm
            ? fresh.map((message) => `${named(message)}: ${message.text}`).join('. ')
            : t('someNew', { count: fresh.length }),
        );
      },
      calm ? calmEveryMs : everyMs,
    );
    return () => clearInterval(timer);
  }, [t, calm]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
