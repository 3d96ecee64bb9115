import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import css from './OfflineBar.module.css';

/** One quiet line about the connection; the picture and what is on the page stay. */
export function OfflineBar({
  children,
  action,
  chosen,
}: {
  children: ReactNode;
  action?: ReactNode;
  /** The person wanted it so: nothing to warn of. */
  chosen?: boolean;
}) {
  return (
    <div className={classNames(css.bar, chosen && css.chosen)} role="status">
      <Icon name={chosen ? 'volume' : 'warning'} size={16} />
      <span>{children}</span>
      {action}
    </div>
  );
}
