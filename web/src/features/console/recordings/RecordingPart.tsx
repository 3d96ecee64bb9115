import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Answer } from '../shell/Answer.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { CutCard } from './CutCard.js';
import { KeepCard } from './KeepCard.js';
import css from './Recording.module.css';
import { DownloadCard, StateCard } from './StateCard.js';
import { useRecording } from './use-recording.js';

/** A rally's recording: where it stands, what is shown of it, who sees it, how long it is kept. */
export default function RecordingPart({ rally }: { rally: RallyView }) {
  const { local } = useLanguage();
  const recording = useRecording(rally.id);
  return (
    <Answer query={recording} skeleton={<PageSkeleton />}>
      {(view) => (
        <div className={css.columns}>
          <div className={css.column}>
            <StateCard rally={rally} view={view} />
            {view.state === 'ready' && <DownloadCard view={view} />}
          </div>
          {view.state === 'ready' && (
            <div className={css.column}>
              <CutCard view={view} title={local(rally.title)} />
              <KeepCard view={view} />
            </div>
          )}
        </div>
      )}
    </Answer>
  );
}
