import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Select } from '../../../ui/Field.js';
import { showToast } from '../../../ui/toasts.js';
import { Failure } from '../shell/Failure.js';
import { endOf, type RoleLifetime, roleLifetimes } from './lifetimes.js';
import css from './PowersPage.module.css';
import { usePowerActs } from './use-powers.js';

/** Until when somebody keeps their role, from now on. */
export function ProlongForm({ grant, onDone }: { grant: GrantView; onDone: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const { prolong } = usePowerActs();
  const [days, setDays] = useState<RoleLifetime>('30');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prolong.mutate(
      { id: grant.id, expiresAt: endOf(days) },
      {
        onSuccess: () => {
          showToast({ tone: 'done', text: t('people:prolonged', { name: grant.name }) });
          onDone();
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <Select
        label={t('people:lasts')}
        value={days}
        options={roleLifetimes.map((one) => [one, t(`people:lasts-${one}`)] as const)}
        onChange={(event) => setDays(event.currentTarget.value as RoleLifetime)}
      />
      <Failure error={prolong.error} />
      <div className={css.actions}>
        <Button kind="main" type="submit" busy={prolong.isPending}>
          {t('people:prolong')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  );
}
