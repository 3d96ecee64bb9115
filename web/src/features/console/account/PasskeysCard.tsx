import type {
  AccountView,
  PasskeyOptionsView,
  PasskeyView,
  RecoveryCodesView,
} from '@sammelan/shared/accounts/accounts.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { showToast } from '../../../ui/toasts.js';
import { useAct } from '../shell/use-act.js';
import rows from '../shell/rows.module.css';
import { PasswordDialog } from './PasswordDialog.js';
import { useAccountChanged } from './use-account.js';

/** Makes one on this device. @throws AppError `passkey-refused` also where the person declines */
async function addPasskey(password: string, name: string): Promise<string[]> {
  const offer = await api<PasskeyOptionsView>('/api/account/passkeys/options', { body: { password } });
  const { makePasskey } = await import('../../sign-in/passkey-client.js');
  const response = await makePasskey(offer).catch(() => {
    throw new AppError('passkey-refused', 'No passkey was made.');
  });
  const body = { ticket: offer.ticket, name, response };
  return (await api<RecoveryCodesView>('/api/account/passkeys', { body })).recoveryCodes;
}

/** Passkeys: a fingerprint or a screen lock in place of password and code. */
export function PasskeysCard({ account, onCodes }: { account: AccountView; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation('account');
  const changed = useAccountChanged();
  const [asking, setAsking] = useState(false);
  const name = t('passkeyName', { number: account.passkeys.length + 1 });
  return (
    <Card title={t('passkeys')} text={t('passkeysText')}>
      {account.passkeys.length > 0 && (
        <ul>
          {account.passkeys.map((passkey) => (
            <Passkey key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <div>
        <Button icon="plus" onClick={() => setAsking(true)}>
          {t('passkeyAdd')}
        </Button>
      </div>
      <PasswordDialog
        open={asking}
        title={t('passkeyAdd')}
        onClose={() => setAsking(false)}
        onPassword={async (password) => {
          onCodes(await addPasskey(password, name));
          setAsking(false);
          changed();
          showToast({ tone: 'done', text: t('passkeyAdded') });
        }}
      />
    </Card>
  );
}

function Passkey({ passkey }: { passkey: PasskeyView }) {
  const { t } = useTranslation(['account', 'common']);
  const { moment } = useLanguage();
  const act = useAct();
  const changed = useAccountChanged();
  const remove = async () => {
    await api<void>(`/api/account/passkeys/${encodeURIComponent(passkey.id)}`, { method: 'DELETE' });
    changed();
  };
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>{passkey.name}</p>
        <p className={rows.facts}>
          {passkey.lastUsedAt ? t('account:lastUsed', { time: moment(passkey.lastUsedAt) }) : t('account:neverUsed')}
        </p>
      </div>
      <Button kind="quiet" onClick={() => act(remove())} aria-label={`${t('common:delete')}: ${passkey.name}`}>
        {t('common:delete')}
      </Button>
    </li>
  );
}
