import type { Role } from '@sammelan/shared/access/access.rules.js';
import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Select } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { givableRoles, roleNames } from '../invites/roles.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { FormEnd } from '../shell/FormEnd.js';
import { useMe } from '../shell/use-me.js';
import { endOf, type RoleLifetime, roleLifetimes } from './lifetimes.js';
import css from './PowersPage.module.css';
import { usePowerActs } from './use-powers.js';

/** Another role for somebody who holds one: which, where and for how long. */
export function GiveForm({ grant, onDone }: { grant: GrantView; onDone: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const { local } = useLanguage();
  const { give } = usePowerActs();
  const roles = givableRoles(useMe().data?.grants ?? [], null).filter((role) => role !== 'viewer');
  const [role, setRole] = useState<Role>(roles[0] ?? 'speaker');
  const [regionPath, setRegionPath] = useState(grant.regionPath);
  const [rallyId, setRallyId] = useState(grant.rally?.id ?? '');
  const [days, setDays] = useState<RoleLifetime>('30');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate(
      { identityId: grant.identityId, role, regionPath, rallyId: rallyId || null, expiresAt: endOf(days) },
      {
        onSuccess: () => {
          showToast({ tone: 'done', text: t('people:given', { name: grant.name }) });
          onDone();
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.pair}>
        <Select
          label={t('people:role')}
          value={role}
          options={roles.map((one) => [one, t(`common:${roleNames[one]}`)] as const)}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
        />
        <Select
          label={t('people:lasts')}
          value={days}
          options={roleLifetimes.map((one) => [one, t(`people:lasts-${one}`)] as const)}
          onChange={(event) => setDays(event.currentTarget.value as RoleLifetime)}
        />
        {grant.rally && (
          <Select
            label={t('people:inRally')}
            value={rallyId}
            options={[
              [grant.rally.id, local(grant.rally.title)],
              ['', t('people:allRallies')],
            ]}
            onChange={(event) => setRallyId(event.currentTarget.value)}
          />
        )}
      </div>
      <RegionField
        label={t('people:region')}
        hint={t('people:regionHint')}
        value={regionPath}
        onChange={setRegionPath}
      />
      <FormEnd act={give} label={t('people:give')} onCancel={onDone} />
    </form>
  );
}
