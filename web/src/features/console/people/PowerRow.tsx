import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { Avatar } from '../../../ui/Avatar.js';
import { Button } from '../../../ui/Button.js';
import { showToast } from '../../../ui/toasts.js';
import { Confirm } from '../shell/Confirm.js';
import rows from '../shell/rows.module.css';
import { GiveForm } from './GiveForm.js';
import { GrantFacts } from './GrantFacts.js';
import css from './PeoplePart.module.css';
import { ProlongForm } from './ProlongForm.js';
import { usePowerActs } from './use-powers.js';

/** One role of one person, with what may be done about it. */
export function PowerRow({ grant, mayGive }: { grant: GrantView; mayGive: boolean }) {
  const { t } = useTranslation('people');
  const { revoke } = usePowerActs();
  const [open, setOpen] = useState<'give' | 'prolong' | 'revoke' | null>(null);
  const { name } = grant;
  const close = () => setOpen(null);
  return (
    <li className={css.person}>
      <Avatar name={name} size={40} />
      <GrantFacts grant={grant} withRally />
      <div className={rows.acts}>
        {mayGive && (
          <Button kind="quiet" onClick={() => setOpen('give')} aria-label={`${t('giveAnother')}: ${name}`}>
            {t('giveAnother')}
          </Button>
        )}
        {grant.mayChange && (
          <>
            <Button kind="quiet" onClick={() => setOpen('prolong')} aria-label={`${t('prolong')}: ${name}`}>
              {t('prolong')}
            </Button>
            <Button kind="quiet" onClick={() => setOpen('revoke')} aria-label={`${t('takeRole')}: ${name}`}>
              {t('takeRole')}
            </Button>
          </>
        )}
      </div>
      {open === 'give' && <GiveForm grant={grant} onDone={close} />}
      {open === 'prolong' && <ProlongForm grant={grant} onDone={close} />}
      <Confirm
        open={open === 'revoke'}
        dangerous
        title={t('takeRoleTitle', { name })}
        text={t('takeRoleText', { name })}
        act={t('takeRole')}
        onClose={close}
        onAct={() =>
          revoke.mutate(grant.id, {
            onSuccess: () => showToast({ tone: 'done', text: t('roleTaken', { name }) }),
            onError: (error) => showToast({ tone: 'problem', text: errorText(error) }),
          })
        }
      />
    </li>
  );
}
