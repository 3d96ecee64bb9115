import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import css from './Notice.module.css';

const marks = { stop: 'warning', hand: 'warning', ok: 'check', plain: 'info' } as const;

/** A line in the flow of the page that should not be missed. `stop` is read out at once. */
export function Notice({
  tone = 'plain',
  action,
  children,
}: {
  tone?: keyof typeof marks;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classNames(css.notice, css[tone])} role={tone === 'stop' ? 'alert' : 'status'}>
      <Icon name={marks[tone]} />
      <div className={css.text}>{children}</div>
      {action}
    </div>
  );
}
