import type { ReactNode } from 'react';
import css from './EmptyState.module.css';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

interface StateProps {
  icon?: IconName;
  title: string;
  /** What happened or why nothing is here, and what to do. */
  text?: string;
  action?: ReactNode;
  /** It is all the page shows: its title is the page's heading. */
  alone?: boolean;
}

/** Nothing here yet. */
export function EmptyState({ icon, title, text, action, alone }: StateProps) {
  const Title = alone ? 'h1' : 'p';
  return (
    <div className={classNames(css.state, alone && css.alone)}>
      {icon && (
        <span className={css.mark}>
          <Icon name={icon} size={28} />
        </span>
      )}
      <Title className={css.title}>{title}</Title>
      {text && <p className={css.text}>{text}</p>}
      {action}
    </div>
  );
}

/** Something failed: what happened and what to do next. */
export function ErrorState({ icon = 'warning', title, text, action, alone }: StateProps) {
  const Title = alone ? 'h1' : 'p';
  return (
    <div className={classNames(css.state, css.failed, alone && css.alone)} role="alert">
      <span className={css.mark}>
        <Icon name={icon} size={28} />
      </span>
      <Title className={css.title}>{title}</Title>
      {text && <p className={css.text}>{text}</p>}
      {action}
    </div>
  );
}
