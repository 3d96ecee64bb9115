import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useStore, useStorePart } from '../../../app/store.js';
import { showOnLockScreen } from '../../../media/media-session.js';
import { Badge } from '../../../ui/Badge.js';
import { Button } from '../../../ui/Button.js';
import { classNames } from '../../../ui/class-names.js';
import { ShownQuestion } from '../../questions/ShownQuestion.js';
import { useVisit } from '../VisitContext.js';
import { Controls } from './Controls.js';
import { Picture } from './Picture.js';
import css from './Player.module.css';
import { Slate } from './Slate.js';
import { useFullscreen } from './use-fullscreen.js';
import { useIdle } from './use-idle.js';
import { usePlayerKeys } from './use-player-keys.js';

// Not before the first picture: most never need it.
const FilmLayer = lazy(() => import('./film/FilmLayer.js'));
const Timeline = lazy(() => import('./film/Timeline.js'));
const PlayerCaptions = lazy(() => import('../../captions/PlayerCaptions.js'));
const CaptionsMenu = lazy(() => import('../../captions/CaptionsMenu.js'));
const VoiceMenu = lazy(() => import('../../interpretation/VoiceMenu.js'));
const VoiceNotice = lazy(() => import('../../interpretation/VoiceNotice.js'));

interface PlayerProps {
  rally: RallyView;
  theatre: { active: boolean; toggle: () => void };
  onWrite: () => void;
  /** The picture is there: what it does not need may come. */
  whole: boolean;
}

/** The live picture with what belongs on it. */
export function Player({ rally, theatre, onWrite, whole }: PlayerProps) {
  const { t } = useTranslation(['watch', 'common']);
  const visit = useVisit();
  const { viewer, programme, attendance } = visit;
  const { number, local } = useLanguage();
  const view = useStore(viewer.state);
  const sound = useStore(viewer.sound.state);
  const shown = useStore(programme.state);
  const levels = useStore(programme.levels);
  const watching = useStorePart(attendance.state, (counts) => counts?.now);
  const paused = useStore(visit.paused);
  const question = useStore(visit.shownQuestion.state);
  const box = useRef<HTMLDivElement>(null);
  const mainVideo = useRef<HTMLVideoElement>(null);
  const fullscreen = useFullscreen(box, mainVideo);
  const { awake, wake, sleep } = useIdle(paused);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && viewer.setShownHeight(entry.contentRect.height));
    observer.observe(element);
    return () => observer.disconnect();
  }, [viewer]);

  const togglePlay = () => {
    visit.paused.set(!paused);
    if (paused) viewer.play();
    else viewer.pause();
  };
  const toggle = useRef(togglePlay);
  useEffect(() => {
    toggle.current = togglePlay;
  });
  const [title, artist] = [local(rally.title), rally.organisation.name];
  useEffect(() => {
    const act = () => toggle.current();
    return showOnLockScreen({ title, artist }, { play: act, pause: act });
  }, [title, artist]);
  usePlayerKeys({
    togglePlay,
    toggleSound: () => (sound.muted ? viewer.sound.unmute() : viewer.sound.mute()),
    toggleFullscreen: fullscreen.toggle,
    changeVolume: (by) => {
      if (by > 0) viewer.sound.unmute();
      viewer.sound.setVolume(sound.volume + by);
      wake();
    },
    write: onWrite,
  });

  return (
    <div
      ref={box}
      className={classNames(css.player, awake && css.awake)}
      data-status={view.status}
      onPointerMove={(event) => event.pointerType === 'mouse' && wake()}
      onFocus={wake}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('button, input, [role=menu]')) wake();
        else if (awake && !paused) sleep();
        else wake();
      }}
    >
      {paused && view.way === 'webrtc' ? (
        <Slate title={t('paused')} />
      ) : (
        <>
          <Picture programme={shown} view={view} levels={levels} mainVideo={mainVideo} />
          <ShownQuestion question={question} />
        </>
      )}
      {view.film && (
        <Suspense fallback={null}>
          <FilmLayer mainVideoRef={mainVideo} />
        </Suspense>
      )}
      {whole && (
        <Suspense fallback={null}>
          <PlayerCaptions />
          <VoiceNotice />
        </Suspense>
      )}
      <p className={css.badges}>
        {view.way === 'hls' && view.film?.timeline.rewound ? (
          <Badge tone="quiet" solid>
            {t('past')}
          </Badge>
        ) : (
          <Badge tone="live" solid>
            {t('common:live')}
          </Badge>
        )}
        {watching !== undefined && (
          <span className={classNames(css.count, 'tabular')}>{t('watching', { shown: number(watching) })}</span>
        )}
      </p>
      {sound.needsTap && !paused && (
        <Button kind="main" icon="volume-off" className={css.tap} onClick={() => viewer.sound.unmute()}>
          {t('tapForSound')}
        </Button>
      )}
      <Controls
        {...{ viewer, paused, fullscreen, theatre, mainVideo }}
        onTogglePlay={togglePlay}
        menus={
          whole && (
            <Suspense fallback={null}>
              <VoiceMenu />
              <CaptionsMenu />
            </Suspense>
          )
        }
      >
        {view.rewindable && (
          <Suspense fallback={null}>
            <Timeline rally={rally} />
          </Suspense>
        )}
      </Controls>
    </div>
  );
}
