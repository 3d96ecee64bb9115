import type { ButtonHTMLAttributes } from 'react';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import css from './IconButton.module.css';
import type { IconName } from './icons.js';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** What it does, in words: its name for readers and its hint for pointers. */
  label: string;
  kind?: 'plain' | 'main' | 'over-video';
  /** For a switch: whether it is on. */
  pressed?: boolean;
}

export function IconButton({ icon, label, kind = 'plain', pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(css.button, css[kind], className)}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
    >
      <Icon name={icon} size={22} />
    </button>
  );
}
