import type { AccountView, RecoveryCodesView, TotpSecretView } from '@sammelan/shared/accounts/accounts.dto.js';
import { asciiDigits } from '@sammelan/shared/phones/phones.rules.js';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../app/api.js';
import { Badge } from '../../../ui/Badge.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { Field } from '../../../ui/Field.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Failure } from '../shell/Failure.js';
import rows from '../shell/rows.module.css';
import css from './Account.module.css';
import { PasswordDialog } from './PasswordDialog.js';
import { useAccountChanged } from './use-account.js';

const QrPicture = lazy(() => import('./QrPicture.js'));

/** An authenticator app as the second step. */
export function TotpCard({ account, onCodes }: { account: AccountView; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation('account');
  const [asking, setAsking] = useState(false);
  const [offer, setOffer] = useState<TotpSecretView | null>(null);
  return (
    <Card title={t('totp')} text={t('totpText')} aside={account.totp && <Badge tone="ok">{t('on')}</Badge>}>
      {offer ? (
        <SetUp
          offer={offer}
          onDone={(codes) => {
            setOffer(null);
            onCodes(codes);
          }}
        />
      ) : (
        <div>
          <Button kind={account.totp ? 'plain' : 'main'} onClick={() => setAsking(true)}>
            {account.totp ? t('totpReplace') : t('totpAdd')}
          </Button>
        </div>
      )}
      <PasswordDialog
        open={asking}
        title={t('totp')}
        onClose={() => setAsking(false)}
        onPassword={async (password) => {
          setOffer(await api<TotpSecretView>('/api/account/totp', { body: { password } }));
          setAsking(false);
        }}
      />
    </Card>
  );
}

function SetUp({ offer, onDone }: { offer: TotpSecretView; onDone: (codes: string[]) => void }) {
  const { t } = useTranslation('account');
  const changed = useAccountChanged();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api<RecoveryCodesView>('/api/account/totp/confirm', { body: { ticket: offer.ticket, code } }),
    onSuccess: ({ recoveryCodes }) => {
      onDone(recoveryCodes);
      changed();
    },
  });
  return (
    <form
      className={rows.form}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <p>{t('totpScan')}</p>
      <Suspense fallback={<Skeleton width="220px" height="220px" />}>
        <QrPicture text={offer.uri} label={t('totpQr')} />
      </Suspense>
      <p>
        {t('totpByHand')} <code className={css.secret}>{offer.secret.replace(/.{4}/g, '$& ').trim()}</code>
      </p>
      <Field
        label={t('totpCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onInput={(event) => setCode(asciiDigits(event.currentTarget.value).replace(/\D/g, '').slice(0, 6))}
      />
      <Failure error={confirm.error} />
      <div>
        <Button kind="main" type="submit" busy={confirm.isPending} disabled={code.length !== 6}>
          {t('totpConfirm')}
        </Button>
      </div>
    </form>
  );
}
