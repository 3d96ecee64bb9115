import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useStore } from '../../../app/store.js';
import { useTitle } from '../../../app/use-title.js';
import { ConnectionBar } from '../../../realtime/ConnectionBar.js';
import { ConnectionProvider } from '../../../realtime/ConnectionContext.js';
import { ButtonLink } from '../../../ui/Button.js';
import { EmptyState, ErrorState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { turnedAway } from '../../stage/turned-away.js';
import { Interpreting } from './booth.js';
import { BoothDesk } from './BoothDesk.js';
import { BoothEntry } from './BoothEntry.js';
import css from './InterpretPage.module.css';

const slugHere = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** /interpret/:slug, the interpreter's page: microphone check, then the booth. */
export function InterpretPage() {
  const [interpreting] = useState(() => new Interpreting(slugHere()));
  return (
    <ConnectionProvider connection={interpreting.connection}>
      <main className={css.page}>
        <ConnectionBar />
        <Place interpreting={interpreting} />
      </main>
    </ConnectionProvider>
  );
}

function Place({ interpreting }: { interpreting: Interpreting }) {
  const { t } = useTranslation(['booth', 'common']);
  const { local } = useLanguage();
  const { viewer, slug, devices } = interpreting;
  const line = useStore(interpreting.connection.state);
  const rally = useStore(interpreting.rally.state);
  const permissions = useStore(interpreting.me.state)?.permissions;
  const { link, ended } = useStore(interpreting.state);
  const away = turnedAway(line, rally, permissions, 'interpretation.speak');
  const title = rally.kind === 'ready' ? local(rally.rally.title) : '';
  useTitle(title ? t('booth:title', { title }) : t('booth:heading'));
  const open = rally.kind === 'ready' && isStageOpen(rally.rally.state) && !away;
  useEffect(() => {
    if (!open) return;
    viewer.start();
    return () => viewer.stop();
  }, [viewer, open]);
  useEffect(() => {
    if (permissions?.includes('interpretation.speak')) void devices.capture('microphone');
  }, [devices, permissions]);
  const watch = (
    <ButtonLink kind="main" href={`/r/${slug}`}>
      {t('booth:watch')}
    </ButtonLink>
  );
  if (away === 'over')
    return <EmptyState alone icon="check" title={t('booth:over')} text={t('booth:overText')} action={watch} />;
  if (away === 'not-invited')
    return (
      <EmptyState alone icon="mic-off" title={t('booth:notInvited')} text={t('booth:notInvitedText')} action={watch} />
    );
  if (away) return <ErrorState alone title={t('common:pageMissingTitle')} text={errorText(away)} />;
  if (rally.kind !== 'ready' || !permissions)
    return (
      <div aria-busy="true" aria-label={t('common:loading')}>
        <Skeleton height="90vh" />
      </div>
    );
  return (
    <>
      <header className={css.header}>
        <h1>{t('booth:heading')}</h1>
        <p className={css.quiet}>{title}</p>
      </header>
      {link === 'idle' ? (
        <BoothEntry interpreting={interpreting} open={open} ended={ended} />
      ) : (
        <BoothDesk interpreting={interpreting} />
      )}
    </>
  );
}
