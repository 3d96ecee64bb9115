import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useStore } from '../../../app/store.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { ConnectionBar } from '../../../realtime/ConnectionBar.js';
import { ErrorState } from '../../../ui/EmptyState.js';
import { useMedia } from '../../../ui/use-media.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { useDesk } from './DeskContext.js';
import css from './Desk.module.css';
import { DeskTabs } from './DeskTabs.js';
import { DeskWide } from './DeskWide.js';
import { DeskDiskNotice } from './recording/RecordingWords.js';
import { StatusBar } from './status/StatusBar.js';

/** The desk on this screen: everything side by side, or tabs with the programme pinned. */
export function DeskFrame({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { connection, settled } = useDesk();
  const ready = useStore(settled);
  const state = useStore(connection.state);
  const wide = useMedia('(min-width: 1100px) and (min-height: 560px)');
  if (state.kind === 'refused' || state.kind === 'ended') {
    const code = state.kind === 'refused' ? state.code : state.reason === 'banned' ? 'banned' : 'rally-not-open';
    return (
      <main>
        <ErrorState alone icon="ban" title={t('refusedTitle')} text={errorText(new AppError(code, ''))} />
      </main>
    );
  }
  if (!ready) {
    return (
      <>
        <ConnectionBar />
        <PageSkeleton />
      </>
    );
  }
  return (
    <div className={css.desk} data-wide={wide}>
      <StatusBar rally={rally} />
      <DeskDiskNotice />
      <main className={css.main}>{wide ? <DeskWide rally={rally} /> : <DeskTabs rally={rally} />}</main>
    </div>
  );
}
