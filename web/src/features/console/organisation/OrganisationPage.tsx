import type { OrganisationView } from '@sammelan/shared/organisation/organisation.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Card } from '../../../ui/Card.js';
import { Chip } from '../../../ui/Chip.js';
import { Icon } from '../../../ui/Icon.js';
import { Answer } from '../shell/Answer.js';
import { NoPermission } from '../shell/NoPermission.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { useMe } from '../shell/use-me.js';
import { useOrganisation } from '../shell/use-organisation.js';
import css from './OrganisationPage.module.css';
import { SettingsForm } from './SettingsForm.js';

/** The organisation's name, colour and levels. */
export default function OrganisationPage() {
  const { t } = useTranslation('organisation');
  const organisation = useOrganisation();
  const me = useMe();
  return (
    <Page narrow title={t('title')}>
      <Answer query={me} skeleton={<PageSkeleton />}>
        {({ permissions }) =>
          permissions.includes('organisation.edit') ? (
            <Answer query={organisation} skeleton={<PageSkeleton />}>
              {(found) => (
                <>
                  <SettingsForm organisation={found} />
                  <Levels levels={found.levels} />
                </>
              )}
            </Answer>
          ) : (
            <NoPermission />
          )
        }
      </Answer>
    </Page>
  );
}

function Levels({ levels }: Pick<OrganisationView, 'levels'>) {
  const { t } = useTranslation('organisation');
  const { local } = useLanguage();
  return (
    <Card title={t('levels')} text={t('levelsText')}>
      <ol className={css.levels}>
        {levels.map((level, index) => (
          <li key={local(level)} className={css.level}>
            {index > 0 && <Icon name="chevron-right" size={16} />}
            <Chip>{local(level)}</Chip>
          </li>
        ))}
      </ol>
    </Card>
  );
}
