import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names.js';
import css from './Tabs.module.css';

export interface Tab<K extends string> {
  key: K;
  label: string;
  /** Something new is behind it; `dotLabel` says so to readers. */
  dot?: boolean;
  dotLabel?: string;
  /** A figure beside the label. */
  count?: string;
  panel: ReactNode;
}

interface TabsProps<K extends string> {
  label: string;
  tabs: readonly Tab<K>[];
  current: K;
  onChange: (key: K) => void;
  /** Keep every panel in the page, so that scroll positions and drafts live on. */
  keepPanels?: boolean;
  className?: string;
  /** Beside the tabs: what belongs to the open one. */
  aside?: ReactNode;
}

const steps: Record<string, (at: number, length: number) => number> = {
  ArrowRight: (at, length) => (at + 1) % length,
  ArrowLeft: (at, length) => (at - 1 + length) % length,
  Home: () => 0,
  End: (_at, length) => length - 1,
};

/** WAI-ARIA tabs: arrows, Home and End move and choose; one tab stop. */
export function Tabs<K extends string>({ label, tabs, current, onChange, keepPanels, className, aside }: TabsProps<K>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = step(
      tabs.findIndex((tab) => tab.key === current),
      tabs.length,
    );
    onChange(tabs[next]!.key);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className={classNames(css.tabs, className)}>
      <div className={css.head}>
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          className={classNames(css.list, 'row-to-scroll')}
          onKeyDown={onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-tab-${tab.key}`}
              aria-controls={`${id}-panel-${tab.key}`}
              aria-selected={tab.key === current}
              tabIndex={tab.key === current ? 0 : -1}
              className={css.tab}
              onClick={() => onChange(tab.key)}
            >
              {tab.label}
              {tab.count && <span className={classNames(css.count, 'tabular')}>{tab.count}</span>}
              {tab.dot && (
                <span className={css.dot}>
                  <span className="visually-hidden">{tab.dotLabel}</span>
                </span>
              )}
            </button>
          ))}
        </div>
        {aside}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.key}
          role="tabpanel"
          id={`${id}-panel-${tab.key}`}
          aria-labelledby={`${id}-tab-${tab.key}`}
          hidden={tab.key !== current}
          className={css.panel}
        >
          {(keepPanels || tab.key === current) && tab.panel}
        </div>
      ))}
    </div>
  );
}
