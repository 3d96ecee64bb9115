import type { PollView, RegionTallyView } from '@sammelan/shared/polls/polls.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Bar } from '../../ui/Bar.js';
import css from './Poll.module.css';
import { pollBars } from './poll-bars.js';

interface RegionTallyRowProps {
  poll: PollView;
  row: RegionTallyView;
  /** Goes further down; null for the rest of an area, which has nothing inside. */
  onEnter: (() => void) | null;
}

/** One area: how many answered and what most of them said. */
export function RegionTallyRow({ poll, row, onEnter }: RegionTallyRowProps) {
  const { t } = useTranslation('polls');
  const { local, number, share } = useLanguage();
  const [top] = pollBars(poll, row).sort((a, b) => b.count - a.count);
  const answer = top && (top.label ? local(top.label) : t('stars', { count: top.index + 1 }));
  const rest = row.path === '/' ? t('elsewhere') : t('elsewhereIn', { area: local(row.name) });
  const figures = (
    <>
      <span className={css.bar}>
        <b>{onEnter ? local(row.name) : rest}</b>
        <span className="tabular">{number(row.voters)}</span>
      </span>
      {top && (
        <>
          <span className={css.bar}>
            <span>{answer}</span>
            <span className="tabular">{share(top.share)}</span>
          </span>
          <Bar share={top.share} chosen />
        </>
      )}
    </>
  );
  return (
    <li>
      {onEnter ? (
        <button type="button" className={css.region} onClick={onEnter}>
          {figures}
        </button>
      ) : (
        <div className={css.rest}>{figures}</div>
      )}
    </li>
  );
}
