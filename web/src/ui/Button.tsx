import type { ButtonHTMLAttributes, ReactNode } from 'react';
import css from './Button.module.css';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` once per view; `stop` for what cannot be undone. */
  kind?: 'main' | 'plain' | 'quiet' | 'stop';
  icon?: IconName;
  /** Shows that it is at work and takes no second press. */
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export function Button({ kind = 'plain', icon, busy, wide, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(css.button, css[kind], wide && css.wide, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  href,
  kind = 'plain',
  icon,
  wide,
  children,
}: Pick<ButtonProps, 'kind' | 'icon' | 'wide' | 'children'> & { href: string }) {
  return (
    <a className={classNames(css.button, css[kind], wide && css.wide)} href={href}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
