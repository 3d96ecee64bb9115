import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { useTitle } from '../../app/use-title.js';
import type { Viewer } from '../../media/viewer.js';
import { ConnectionBar } from '../../realtime/ConnectionBar.js';
import { ConnectionProvider } from '../../realtime/ConnectionContext.js';
import type { Connection } from '../../realtime/connection.js';
import { ButtonLink } from '../../ui/Button.js';
import { classNames } from '../../ui/class-names.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import type { IconName } from '../../ui/icons.js';
import { Skeleton } from '../../ui/Skeleton.js';
import type { MeStore } from '../rallies/me-store.js';
import type { RallyStore } from '../rallies/rally-store.js';
import css from './BesideStagePage.module.css';
import { turnedAway } from './turned-away.js';

/** One rally, to somebody who works for it with the stage before their eyes. */
export interface BesideStage {
  slug: string;
  connection: Connection;
  rally: RallyStore;
  me: MeStore;
  viewer: Viewer;
}

interface BesideStagePageProps {
  place: BesideStage;
  needs: Permission;
  words: {
    heading: string;
    titled: (title: string) => string;
    over: string;
    overText: string;
    notInvited: string;
    notInvitedText: string;
    watch: string;
  };
  /** Beside the words for who was not invited. */
  icon: IconName;
  /** Takes the screen's height and no more. */
  filling?: boolean;
  /** @param open whether the stage is */
  children: (rally: RallyView, open: boolean) => ReactNode;
}

/** A page of work beside the stage (captions, interpretation): lets in who may, and says why it does not. */
export function BesideStagePage(props: BesideStagePageProps) {
  return (
    <ConnectionProvider connection={props.place.connection}>
      <main className={classNames(css.page, props.filling && css.filling)}>
        <ConnectionBar />
        <Inside {...props} />
      </main>
    </ConnectionProvider>
  );
}

function Inside({ place, needs, words, icon, children }: BesideStagePageProps) {
  const { t } = useTranslation('common');
  const { local } = useLanguage();
  const { viewer, slug } = place;
  const line = useStore(place.connection.state);
  const rally = useStore(place.rally.state);
  const permissions = useStore(place.me.state)?.permissions;
  const away = turnedAway(line, rally, permissions, needs);
  const title = rally.kind === 'ready' ? local(rally.rally.title) : '';
  useTitle(title ? words.titled(title) : words.heading);
  const open = rally.kind === 'ready' && isStageOpen(rally.rally.state) && !away;
  useEffect(() => {
    if (!open) return;
    viewer.start();
    return () => viewer.stop();
  }, [viewer, open]);
  const watch = (
    <ButtonLink kind="main" href={`/r/${slug}`}>
      {words.watch}
    </ButtonLink>
  );
  if (away === 'over') return <EmptyState alone icon="check" title={words.over} text={words.overText} action={watch} />;
  if (away === 'not-invited')
    return <EmptyState alone icon={icon} title={words.notInvited} text={words.notInvitedText} action={watch} />;
  if (away) return <ErrorState alone title={t('pageMissingTitle')} text={errorText(away)} />;
  if (rally.kind !== 'ready' || !permissions)
    return (
      // A key of its own, or its element is taken for what comes in its place, and moved.
      <div key="coming" aria-busy="true" aria-label={t('loading')}>
        <Skeleton height="90vh" />
      </div>
    );
  return (
    <>
      <header className={css.header}>
        <h1>{words.heading}</h1>
        <p>{title}</p>
      </header>
      {children(rally.rally, open)}
    </>
  );
}
