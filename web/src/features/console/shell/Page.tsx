import type { ReactNode } from 'react';
import { useTitle } from '../../../app/use-title.js';
import { classNames } from '../../../ui/class-names.js';
import css from './Page.module.css';

interface PageProps {
  title: string;
  /** Above the title: the way back. */
  back?: ReactNode;
  /** Beside the title: a state. */
  badge?: ReactNode;
  /** What can be done on this page. */
  actions?: ReactNode;
  /** For forms: no wider than a line is read. */
  narrow?: boolean;
  children: ReactNode;
}

/** One page of the console: a heading with its actions, then what it shows. */
export function Page({ title, back, badge, actions, narrow, children }: PageProps) {
  useTitle(title);
  return (
    <div className={classNames(css.page, narrow && css.narrow)}>
      {back}
      <header className={css.header}>
        <div className={css.heading}>
          <h1>{title}</h1>
          {badge}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
