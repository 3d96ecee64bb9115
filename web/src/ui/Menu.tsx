import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';
import css from './Menu.module.css';

export interface MenuItem {
  key: string;
  label: string;
  icon?: IconName;
  /** For a choice among items: whether this one is chosen. */
  checked?: boolean;
  danger?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** A line under the items. */
  note?: string;
  /** Draws the button; it must spread what it is given. */
  trigger: (props: {
    onClick: () => void;
    'aria-haspopup': 'menu';
    'aria-expanded': boolean;
    'aria-controls': string;
  }) => ReactNode;
  align?: 'start' | 'end';
  side?: 'below' | 'above';
}

const steps: Record<string, (at: number, length: number) => number> = {
  ArrowDown: (at, length) => (at + 1) % length,
  ArrowUp: (at, length) => (at - 1 + length) % length,
  Home: () => 0,
  End: (_at, length) => length - 1,
};

/** WAI-ARIA menu button: arrows move, Enter chooses, Escape closes and gives the focus back. */
export function Menu({ label, items, note, trigger, align = 'end', side = 'below' }: MenuProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const itemElements = () => [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];

  useEffect(() => {
    if (!open) return;
    const list = itemElements();
    (list.find((item) => item.getAttribute('aria-checked') === 'true') ?? list[0])?.focus();
    const onPress = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [open]);

  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (step) {
      const list = itemElements();
      list[step(list.indexOf(document.activeElement as HTMLElement), list.length)]?.focus();
    } else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={root} className={css.root}>
      {trigger({
        onClick: () => setOpen(!open),
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': id,
      })}
      <div
        id={id}
        role="menu"
        aria-label={label}
        hidden={!open}
        className={classNames(css.menu, css[align], css[side])}
        onKeyDown={onKeyDown}
      >
        {open &&
          items.map((item) => (
            <button
              key={item.key}
              type="button"
              role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.checked}
              tabIndex={-1}
              className={classNames(css.item, item.danger && css.danger)}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              <span className={css.text}>{item.label}</span>
              {item.checked && <Icon name="check" />}
            </button>
          ))}
        {open && note && <p className={classNames(css.note, 'tabular')}>{note}</p>}
      </div>
    </div>
  );
}
