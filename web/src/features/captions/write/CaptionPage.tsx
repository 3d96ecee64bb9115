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
import { type Booth, openBooth } from './booth.js';
import css from './CaptionPage.module.css';
import { CaptionPicture } from './CaptionPicture.js';
import { Writer } from './Writer.js';

const slugHere = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** /caption/:slug: the picture, what viewers read on it, and a line to type into. */
export function CaptionPage() {
  const [booth] = useState(() => openBooth(slugHere()));
  return (
    <ConnectionProvider connection={booth.connection}>
      <main className={css.page}>
        <ConnectionBar />
        <Place booth={booth} />
      </main>
    </ConnectionProvider>
  );
}

function Place({ booth }: { booth: Booth }) {
  const { t } = useTranslation(['captionWriter', 'common']);
  const { local } = useLanguage();
  const { connection, viewer, slug } = booth;
  const line = useStore(connection.state);
  const rally = useStore(booth.rally.state);
  const permissions = useStore(booth.me.state)?.permissions;
  const away = turnedAway(line, rally, permissions, 'caption.write');
  const title = rally.kind === 'ready' ? local(rally.rally.title) : '';
  useTitle(title ? t('captionWriter:title', { title }) : t('captionWriter:heading'));
  const open = rally.kind === 'ready' && isStageOpen(rally.rally.state) && !away;
  useEffect(() => {
    if (!open) return;
    viewer.start();
    return () => viewer.stop();
  }, [viewer, open]);
  const watch = (
    <ButtonLink kind="main" href={`/r/${slug}`}>
      {t('captionWriter:watch')}
    </ButtonLink>
  );
  if (away === 'over')
    return (
      <EmptyState
        alone
        icon="check"
        title={t('captionWriter:over')}
        text={t('captionWriter:overText')}
        action={watch}
      />
    );
  if (away === 'not-invited')
    return (
      <EmptyState
        alone
        icon="captions"
        title={t('captionWriter:notInvited')}
        text={t('captionWriter:notInvitedText')}
        action={watch}
      />
    );
  if (away) return <ErrorState alone title={t('common:pageMissingTitle')} text={errorText(away)} />;
  if (rally.kind !== 'ready' || !permissions)
    return (
      // A key of its own, or its element is taken for the columns', and moved.
      <div key="coming" aria-busy="true" aria-label={t('common:loading')}>
        <Skeleton height="90vh" />
      </div>
    );
  return (
    <>
      <header className={css.header}>
        <h1>{t('captionWriter:heading')}</h1>
        <p className={css.quiet}>{title}</p>
      </header>
      <div className={css.columns}>
        <CaptionPicture booth={booth} rally={rally.rally} />
        <Writer booth={booth} open={open} />
      </div>
    </>
  );
}
