import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Badge } from '../../ui/Badge.js';
import { Icon } from '../../ui/Icon.js';
import css from './HomePage.module.css';

/** One rally as a notice on the board; all of it is the link. */
export function RallyCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['home', 'common']);
  const { local, moment } = useLanguage();
  const live = rally.state === 'live';
  const action = live ? t('watch') : rally.state === 'ended' ? t('thanks') : t('see');
  return (
    <li>
      <a className={css.card} href={`/r/${rally.slug}`}>
        <span className={css.words}>
          {live && <Badge tone="live">{t('common:live')}</Badge>}
          {rally.state === 'open' && <Badge tone="ok">{t('open')}</Badge>}
          <span className={css.name}>{local(rally.title)}</span>
          <span className={css.facts}>
            {rally.organisation.name}
            {rally.state === 'scheduled' && (
              <> · {rally.startsAt ? moment(rally.startsAt, rally.timeZone) : t('noTime')}</>
            )}
          </span>
        </span>
        <span className={css.go}>
          {action}
          <Icon name="chevron-right" />
        </span>
      </a>
    </li>
  );
}
