import type { ReactNode } from 'react';
import css from './Chip.module.css';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

interface ChipProps {
  icon?: IconName;
  tone?: 'plain' | 'accent' | 'hand' | 'ok' | 'stop';
  /** With it, the chip is a button. */
  onClick?: () => void;
  selected?: boolean;
  children: ReactNode;
}

/** A small rounded label; with `onClick` a choice. */
export function Chip({ icon, tone = 'plain', onClick, selected, children }: ChipProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </>
  );
  if (!onClick) return <span className={classNames(css.chip, css[tone])}>{inside}</span>;
  return (
    <button
      type="button"
      className={classNames(css.chip, css.press, css[selected ? 'accent' : tone])}
      aria-pressed={selected}
      onClick={onClick}
    >
      {inside}
    </button>
  );
}
