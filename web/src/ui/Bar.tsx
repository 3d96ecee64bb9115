import css from './Bar.module.css';
import { classNames } from './class-names.js';

/** A share as a bar, `share` from 0 to 1. The figure beside it says the same in words, so readers skip the bar. */
export function Bar({ share, chosen }: { share: number; chosen?: boolean }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
  return (
    <span className={css.bar} aria-hidden="true">
      <span className={classNames(css.fill, chosen && css.chosen)} style={{ width }} />
    </span>
  );
}
