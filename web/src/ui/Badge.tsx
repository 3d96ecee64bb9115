import type { ReactNode } from 'react';
import css from './Badge.module.css';
import { classNames } from './class-names.js';

/** A dot and a word: colour never stands alone. `solid` for over a picture. */
export function Badge({
  tone,
  solid,
  children,
}: {
  tone: 'live' | 'ok' | 'hand' | 'quiet';
  solid?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={classNames(css.badge, css[tone], solid && css.solid)}>
      <span className={css.dot} aria-hidden="true" />
      {children}
    </span>
  );
}
