import type { ReactNode } from 'react';
import css from './Card.module.css';

interface CardProps {
  title?: string;
  /** A line under the title that says what this is for. */
  text?: string;
  /** Beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A bordered part of a page, with a heading. */
export function Card({ title, text, aside, children }: CardProps) {
  return (
    <section className={css.card}>
      {(title || text) && (
        <header className={css.header}>
          <div>
            {title && <h2>{title}</h2>}
            {text && <p className={css.text}>{text}</p>}
          </div>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
