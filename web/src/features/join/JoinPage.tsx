import type { RedeemedView } from '@sammelan/shared/auth/auth.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.js';
import { errorText } from '../../app/error-text.js';
import { session } from '../../app/session.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { destination } from './destination.js';
import { leaveInviteNote } from './invite-note.js';

// Few links are for one phone, and those who hold the others need not load how one is confirmed.
const ConfirmPhone = lazy(() => import('./ConfirmPhone.js'));

/** Redeems the token. @throws AppError `invite-invalid`, `unavailable` */
async function redeem(token: string): Promise<RedeemedView> {
  const redeemed = await api<RedeemedView>('/api/auth/redeem', { body: { token } });
  session.adopt(redeemed.session);
  return redeemed;
}

/** Goes where the invite's role belongs, or where one watches. */
function enter({ reason, role, rallySlug }: RedeemedView): void {
  if (reason) leaveInviteNote(reason);
  location.replace(destination(role, rallySlug));
}

/** The token is in the fragment, so no server and no preview sees it; it leaves the address bar before anything else. */
const token = location.hash.slice(1);
history.replaceState(null, '', '/join');

/** Where an invite link lands. */
export function JoinPage() {
  const { t } = useTranslation(['join', 'common']);
  const [failure, setFailure] = useState<unknown>(null);
  const [unproven, setUnproven] = useState<RedeemedView | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    document.title = t('common:product');
    redeem(token).then(
      (redeemed) => (redeemed.reason === 'invite-phone' ? setUnproven(redeemed) : enter(redeemed)),
      (error: unknown) => setFailure(error),
    );
  }, [attempt, t]);
  const retry = () => {
    setFailure(null);
    setAttempt(attempt + 1);
  };
  if (failure === null && unproven)
    return (
      <main>
        <Suspense fallback={null}>
          <ConfirmPhone
            key={attempt}
            digits={unproven.phoneLastTwo ?? ''}
            again={attempt > 0}
            onWatch={() => enter(unproven)}
            onDone={retry}
          />
        </Suspense>
      </main>
    );
  if (failure === null)
    return (
      <main>
        <EmptyState alone icon="link" title={t('opening')} />
      </main>
    );
  const again = failure instanceof AppError && failure.code !== 'invite-invalid' && failure.code !== 'invalid-payload';
  return (
    <main>
      <ErrorState
        alone
        title={t('failed')}
        text={errorText(again ? failure : new AppError('invite-invalid', ''))}
        action={
          again ? (
            <Button kind="main" icon="refresh" onClick={retry}>
              {t('common:retry')}
            </Button>
          ) : (
            <ButtonLink href="/">{t('watchInstead')}</ButtonLink>
          )
        }
      />
    </main>
  );
}
