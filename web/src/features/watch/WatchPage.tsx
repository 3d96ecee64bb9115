import { AppError } from '@sammelan/shared/contract/errors.js';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { NotFound } from '../../app/NotFound.js';
import { useStore } from '../../app/store.js';
import { ConnectionProvider } from '../../realtime/ConnectionContext.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { useReplaying, watchReplay } from '../recordings/use-replaying.js';
import type { Visit } from './visit.js';
import { VisitProvider } from './VisitContext.js';
import { WatchLayout } from './WatchLayout.js';
import css from './WatchLayout.module.css';

const ReplayPage = lazy(() => import('../recordings/ReplayPage.js'));
const AppealForm = lazy(() => import('../moderation/AppealForm.js'));

/** A citizen's page of one rally: the rally, or why it cannot be shown. */
export function WatchPage({ visit }: { visit: Visit }) {
  const { t } = useTranslation(['watch', 'common']);
  const connection = useStore(visit.connection.state);
  const state = useStore(visit.rally.state);
  const replaying = useReplaying();
  const home = <ButtonLink href="/">{t('common:home')}</ButtonLink>;
  const banned =
    (connection.kind === 'ended' && connection.reason === 'banned') ||
    (connection.kind === 'refused' && connection.code === 'banned');
  if (banned)
    return (
      <main className={css.alone}>
        <ErrorState
          alone
          icon="ban"
          title={t('bannedTitle')}
          text={errorText(new AppError('banned', ''))}
          action={
            <>
              <Suspense fallback={null}>
                <AppealForm slug={visit.slug} />
              </Suspense>
              {home}
            </>
          }
        />
      </main>
    );
  const isPrivate =
    (connection.kind === 'ended' && connection.reason === 'rally-private') ||
    (connection.kind === 'refused' && connection.code === 'rally-private') ||
    (state.kind === 'failed' && state.error.code === 'rally-private');
  if (isPrivate)
    return (
      <main className={css.alone}>
        <EmptyState
          alone
          icon="ban"
          title={t('privateTitle')}
          text={errorText(new AppError('rally-private', ''))}
          action={home}
        />
      </main>
    );
  if (connection.kind === 'ended')
    return (
      <main className={css.alone}>
        <EmptyState alone icon="check" title={t('archivedTitle')} text={t('archivedText')} action={home} />
      </main>
    );
  if (state.kind === 'loading') return <WatchSkeleton />;
  if (state.kind === 'failed')
    return state.error.code === 'not-found' ? (
      <NotFound />
    ) : (
      <main className={css.alone}>
        <ErrorState
          alone
          title={t('failedTitle')}
          text={errorText(state.error)}
          action={
            <Button kind="main" icon="refresh" onClick={() => void visit.rally.load()}>
              {t('common:retry')}
            </Button>
          }
        />
      </main>
    );
  if (replaying && state.rally.state === 'ended')
    return (
      <Suspense fallback={<WatchSkeleton />}>
        <ReplayPage rally={state.rally} onBack={() => watchReplay(false)} />
      </Suspense>
    );
  return (
    <ConnectionProvider connection={visit.connection}>
      <VisitProvider visit={visit}>
        <WatchLayout rally={state.rally} />
      </VisitProvider>
    </ConnectionProvider>
  );
}

function WatchSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.page}>
      <main className={css.main} aria-busy="true" aria-label={t('loading')}>
        <div className={css.stage} />
        <div className={css.waiting}>
          <Skeleton width="60%" height="1.2em" />
          <Skeleton width="40%" height="0.9em" />
        </div>
      </main>
      <div className={css.panel} />
    </div>
  );
}
