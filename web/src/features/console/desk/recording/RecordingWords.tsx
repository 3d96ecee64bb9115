import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { classNames } from '../../../../ui/class-names.js';
import { DiskNotice } from '../../recordings/DiskNotice.js';
import { useDesk } from '../DeskContext.js';
import css from '../status/StatusBar.module.css';

/** Whether what goes out is being kept. */
export function RecordingWords() {
  const { t } = useTranslation('recordings');
  const state = useStore(useDesk().recording.state)?.state;
  if (state !== 'recording' && state !== 'held') return null;
  return (
    <span className={classNames(css.quiet, state === 'held' && css.weak)} role="status">
      {t(state === 'held' ? 'deskHeld' : 'deskRecording')}
    </span>
  );
}

/** Tells the producer when the disk fills up. */
export function DeskDiskNotice() {
  const view = useStore(useDesk().recording.state);
  return <DiskNotice disk={view?.disk ?? null} />;
}
