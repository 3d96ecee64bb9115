import { useTranslation } from 'react-i18next';
import { Answer } from '../shell/Answer.js';
import { NoPermission } from '../shell/NoPermission.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { useMe } from '../shell/use-me.js';
import { useOrganisation } from '../shell/use-organisation.js';
import { LevelsForm } from './LevelsForm.js';
import { SettingsForm } from './SettingsForm.js';
import { SilenceForm } from './SilenceForm.js';
import { StagePhonesForm } from './StagePhonesForm.js';

/** The organisation's name, colour and levels, who gets on its stage how, and the silence it keeps. */
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
                  <LevelsForm levels={found.levels} />
                  <StagePhonesForm stagePhones={found.stagePhones} />
                  <SilenceForm silence={found.silence} />
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
