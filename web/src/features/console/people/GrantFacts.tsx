import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { roleNames } from '../invites/roles.js';
import { RegionName } from '../regions/RegionName.js';
import css from './PeoplePart.module.css';

/** What a role is, where, and why: since when, until when, through whom. */
export function GrantFacts({ grant, withRally }: { grant: GrantView; withRally?: boolean }) {
  const { t } = useTranslation(['people', 'common']);
  const { moment, local } = useLanguage();
  const giver = grant.givenBy ?? t('people:server');
  return (
    <div className={css.who}>
      <p className={css.name}>{grant.name || t('people:unnamed')}</p>
      <p className={css.facts}>
        <strong>{t(`common:${roleNames[grant.role]}`)}</strong>
        <span>
          <RegionName path={grant.regionPath} />
        </span>
        {withRally && <span>{grant.rally ? local(grant.rally.title) : t('people:allRallies')}</span>}
      </p>
      <p className={css.facts}>
        <span>{t('people:givenBy', { who: giver, moment: moment(grant.grantedAt) })}</span>
        {grant.inviteLabel && (
          <span>
            {t('people:by')}: {grant.inviteLabel}
          </span>
        )}
        <span>
          {grant.expiresAt ? t('people:expiresAt', { moment: moment(grant.expiresAt) }) : t('people:forGood')}
        </span>
      </p>
    </div>
  );
}
