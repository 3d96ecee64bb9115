import type { ReactNode } from 'react';
import css from './OfflineBar.module.css';
import { Icon } from './Icon.js';

/** One quiet line about the connection; the picture and what is on the page stay. */
export function OfflineBar({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.bar} role="status">
      <Icon name="warning" size={16} />
      <span>{children}</span>
      {action}
    </div>
  );
}
