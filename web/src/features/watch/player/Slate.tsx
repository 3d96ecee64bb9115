import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.js';
import css from './Picture.module.css';

interface SlateProps {
  title: string;
  text?: string;
  /** Something is on its way. */
  busy?: boolean;
  children?: ReactNode;
}

/** Stands where the picture would be: a calm card in the project's own green, with people around a stage. */
export function Slate({ title, text, busy, children }: SlateProps) {
  return (
    <div className={classNames(css.slate, busy && css.busy)} role="status">
      <svg
        className={css.arcs}
        viewBox="0 0 32 32"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        aria-hidden="true"
      >
        <path d="M5 22a11 11 0 0 1 22 0M11 22a5 5 0 0 1 10 0" strokeLinecap="round" />
        <circle cx="16" cy="23" r="2" fill="currentColor" stroke="none" />
      </svg>
      <p className={css['slate-title']}>{title}</p>
      {text && <p className={css['slate-text']}>{text}</p>}
      {children}
    </div>
  );
}
