import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Icon } from '../../../ui/Icon.js';
import { RallyStateBadge } from '../shell/RallyStateBadge.js';
import css from './RallyRow.module.css';

/** One rally in the list: what it is, when, how many watch, and the two places to go. */
export function RallyRow({ rally, watching }: { rally: RallyView; watching: number | null }) {
  const { t } = useTranslation('rallies');
  const { local, number } = useLanguage();
  const title = local(rally.title);
  const onStage = isStageOpen(rally.state);
  return (
    <li className={css.row}>
      <div className={css.what}>
        <Link className={css.title} href={`/rallies/${rally.id}${onStage ? '/desk' : ''}`}>
          {title}
        </Link>
        <p className={css.facts}>
          <RallyStateBadge state={rally.state} />
          <RallyWhen rally={rally} />
          {onStage && watching !== null && (
            <span className={css.watching}>
              <Icon name="users" size={16} /> {t('watching', { count: watching, shown: number(watching) })}
            </span>
          )}
        </p>
      </div>
      <div className={css.ways}>
        {rally.state !== 'archived' && (
          <Link className={css.way} href={`/rallies/${rally.id}/desk`} aria-label={`${t('openDesk')}: ${title}`}>
            <Icon name="screen" size={18} /> {t('openDesk')}
          </Link>
        )}
        <Link className={css.way} href={`/rallies/${rally.id}`} aria-label={`${t('edit')}: ${title}`}>
          <Icon name="edit" size={18} /> {t('edit')}
        </Link>
      </div>
    </li>
  );
}

function RallyWhen({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rallies');
  const { moment, time } = useLanguage();
  if (rally.state === 'live' && rally.liveAt) return <span>{t('liveSince', { time: time(rally.liveAt) })}</span>;
  if (rally.endedAt) return <span>{t('endedAt', { moment: moment(rally.endedAt) })}</span>;
  if (rally.startsAt) return <span>{moment(rally.startsAt, rally.timeZone)}</span>;
  return rally.state === 'open' ? null : <span>{t('noStart')}</span>;
}
