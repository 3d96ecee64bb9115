import type { ReactNode } from 'react';
import { Icon } from './Icon.js';
import css from './OfflineBar.module.css';

/** One quiet line about the connection, over the top of what it stands in: it comes and goes, and nothing moves for it. */
export function OfflineBar({ children }: { children: ReactNode }) {
  return (
    <div className={css.over}>
      <div className={css.bar} role="status">
        <Icon name="warning" size={16} />
        <span>{children}</span>
      </div>
    </div>
  );
}
