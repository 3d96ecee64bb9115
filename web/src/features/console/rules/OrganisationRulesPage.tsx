import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Select } from '../../../ui/Field.js';
import { useRallies } from '../rallies/use-rallies.js';
import { Answer } from '../shell/Answer.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { RulesForm } from './RulesForm.js';
import { useRules } from './use-rules.js';

/** The rules of all rallies that have none of their own, tried on the messages of one that is picked. */
export default function OrganisationRulesPage() {
  const { t } = useTranslation('rules');
  const { local } = useLanguage();
  const rules = useRules(null);
  const asked = useRallies();
  const rallies = asked.data ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const tryOn = picked ?? rallies[0]?.id ?? null;
  if (asked.isPending) return <PageSkeleton />;
  return (
    <Page title={t('organisationTitle')}>
      {rallies.length > 0 && (
        <Select
          label={t('tryOn')}
          hint={t('tryOnHint')}
          value={tryOn ?? ''}
          options={rallies.map(({ id, title }) => [id, local(title)] as const)}
          onChange={(event) => setPicked(event.currentTarget.value)}
        />
      )}
      <Answer query={rules} skeleton={<PageSkeleton />}>
        {(view) => <RulesForm key={view.updatedAt} rallyId={null} tryOn={tryOn} view={view} />}
      </Answer>
    </Page>
  );
}
