import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { FormEnd } from '../shell/FormEnd.js';
import { endOf, type RoleLifetime, roleLifetimes } from './lifetimes.js';
import css from './PowersPage.module.css';
import { usePowerActs } from './use-powers.js';

/** Until when somebody keeps their role, from now on. */
export function ProlongForm({ grant, onDone }: { grant: GrantView; onDone: () => void }) {
  const { t } = useTranslation('people');
  const { prolong } = usePowerActs();
  const [days, setDays] = useState<RoleLifetime>('30');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prolong.mutate(
      { id: grant.id, expiresAt: endOf(days) },
      {
        onSuccess: () => {
          showToast({ tone: 'done', text: t('prolonged', { name: grant.name }) });
          onDone();
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <Select
        label={t('lasts')}
        value={days}
        options={roleLifetimes.map((one) => [one, t(`lasts-${one}`)] as const)}
        onChange={(event) => setDays(event.currentTarget.value as RoleLifetime)}
      />
      <FormEnd act={prolong} label={t('prolong')} onCancel={onDone} />
    </form>
  );
}
