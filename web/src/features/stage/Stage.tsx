import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useStore } from '../../app/store.js';
import { classNames } from '../../ui/class-names.js';
import { Cue, GreenRoom } from './GreenRoom.js';
import { HeldBar } from './HeldBar.js';
import { DeviceProblems } from './DeviceProblems.js';
import { LevelMeter } from './LevelMeter.js';
import { Monitor } from './Monitor.js';
import { Notes } from './Notes.js';
import { SelfView } from './SelfView.js';
import { useOwnSeat, useSpeaking } from './SpeakingContext.js';
import css from './Stage.module.css';
import { StageControls } from './StageControls.js';
import { StageHeader } from './StageHeader.js';

/** The seated speaker's page: the green room, and on air the same page in a red frame. */
export function Stage() {
  const { t } = useTranslation('stage');
  const { slug, speaker, viewer, stage: store } = useSpeaking();
  const stage = useStore(store.state);
  const { on, screen, problem } = useStore(speaker.state);
  const { tracks } = useStore(speaker.devices.state);
  const seat = useOwnSeat();
  useEffect(() => {
    viewer.start();
    return () => viewer.stop();
  }, [viewer]);
  const onAir = seat?.state === 'on-air';
  return (
    <>
      <HeldBar />
      <div className={classNames(css.stage, onAir && css.live)}>
        <StageHeader seat={seat} />
        <div className={css.columns}>
          <div className={css.main}>
            {stage && <Monitor stage={stage} seat={seat} />}
            <div className={css.words}>
              {stage && seat && (onAir ? <Cue seat={seat} /> : <GreenRoom stage={stage} seat={seat} />)}
              {screen && <p role="status">{t('screenShown')}</p>}
              {problem && <p role="alert">{errorText(problem)}</p>}
              <DeviceProblems />
              <div className={css.self}>
                {/* On air the speaker is in the programme above. */}
                {!onAir && <SelfView track={on.camera ? tracks.camera : undefined} />}
                <div className={css.voice}>
                  {on.microphone ? <LevelMeter track={tracks.microphone} /> : <p>{t('muted')}</p>}
                </div>
              </div>
            </div>
          </div>
          <div className={css.side}>
            <Notes slug={slug} />
          </div>
        </div>
        <StageControls seat={seat} />
      </div>
    </>
  );
}
