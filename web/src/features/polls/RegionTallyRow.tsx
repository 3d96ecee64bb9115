import type { PollView, RegionTallyView } from '@sammelan/shared/polls/polls.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Bar } from '../../ui/Bar.js';
import css from './Poll.module.css';
import { pollBars } from './poll-bars.js';

/** One area: how many answered and what most of them said; a press goes further down. */
export function RegionTallyRow({ poll, row, onEnter }: { poll: PollView; row: RegionTallyView; onEnter: () => void }) {
  const { t } = useTranslation('polls');
  const { local, number, share } = useLanguage();
  const [top] = pollBars(poll, row).sort((a, b) => b.count - a.count);
  const answer = top && (top.label ? local(top.label) : t('stars', { count: top.index + 1 }));
  return (
    <li>
      <button type="button" className={css.region} onClick={onEnter}>
        <span className={css.bar}>
          <b>{local(row.name)}</b>
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
      </button>
    </li>
  );
}
