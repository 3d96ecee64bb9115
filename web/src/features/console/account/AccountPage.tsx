import type { AccountView } from '@sammelan/shared/accounts/accounts.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice.js';
import { Answer } from '../shell/Answer.js';
import { NoPermission } from '../shell/NoPermission.js';
import { Page } from '../shell/Page.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { useMe } from '../shell/use-me.js';
import { PasskeysCard } from './PasskeysCard.js';
import { PasswordCard } from './PasswordCard.js';
import { RecoveryCodes } from './RecoveryCodes.js';
import { SecureForm } from './SecureForm.js';
import { SessionsCard } from './SessionsCard.js';
import { TotpCard } from './TotpCard.js';
import { useAccount } from './use-account.js';

/** The organiser's own account: how they come back, and where they are signed in. */
export default function AccountPage() {
  const { t } = useTranslation('account');
  const me = useMe();
  const account = useAccount();
  return (
    <Page narrow title={t('title')}>
      <Answer query={me} skeleton={<PageSkeleton />}>
        {({ grants }) => (
          <Answer query={account} skeleton={<PageSkeleton />}>
            {(found) => {
              if (found.login !== null) return <Account account={found} />;
              return grants.length > 0 ? <SecureForm /> : <NoPermission />;
            }}
          </Answer>
        )}
      </Answer>
    </Page>
  );
}

function Account({ account }: { account: AccountView }) {
  const { t } = useTranslation('account');
  const [codes, setCodes] = useState<string[]>([]);
  const hasFactor = account.totp || account.passkeys.length > 0;
  return (
    <>
      {!hasFactor && <Notice tone="hand">{t('factorNeeded')}</Notice>}
      {codes.length > 0 && <RecoveryCodes codes={codes} onKept={() => setCodes([])} />}
      <TotpCard account={account} onCodes={setCodes} />
      {account.passkeysPossible && <PasskeysCard account={account} onCodes={setCodes} />}
      <PasswordCard account={account} onCodes={setCodes} />
      <SessionsCard sessions={account.sessions} />
    </>
  );
}
