import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore, useStorePart } from '../../../app/store.js';
import type { Viewer } from '../../../media/viewer.js';
import { IconButton } from '../../../ui/IconButton.js';
import { chooseQuality } from '../quality.js';
import css from './Player.module.css';
import { QualityMenu } from './QualityMenu.js';

interface ControlsProps {
  viewer: Viewer;
  paused: boolean;
  onTogglePlay: () => void;
  fullscreen: { active: boolean; toggle: () => void };
  theatre: { active: boolean; toggle: () => void };
  mainVideo: RefObject<HTMLVideoElement | null>;
  /** More choices, beside that of the picture. */
  menus?: ReactNode;
  /** What stands above the row of buttons. */
  children?: ReactNode;
}

/** Play, sound, quality, small window, theatre and full screen. */
export function Controls({
  viewer,
  paused,
  onTogglePlay,
  fullscreen,
  theatre,
  mainVideo,
  menus,
  children,
}: ControlsProps) {
  const { t } = useTranslation('watch');
  const sound = useStore(viewer.sound.state);
  const way = useStorePart(viewer.state, (state) => state.way);
  const silent = sound.muted || sound.volume === 0;
  const togglePip = () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void mainVideo.current?.requestPictureInPicture().catch(() => undefined);
  };
  return (
    <div className={css.controls}>
      {children}
      <div className={css.row}>
        <IconButton
          kind="over-video"
          icon={paused ? 'play' : 'pause'}
          label={paused ? t(way === 'hls' ? 'resume' : 'play') : t('pause')}
          onClick={onTogglePlay}
        />
        <IconButton
          kind="over-video"
          icon={silent ? 'volume-off' : 'volume'}
          label={silent ? t('unmute') : t('mute')}
          onClick={() => (silent ? viewer.sound.unmute() : viewer.sound.mute())}
        />
        <input
          type="range"
          className={css.volume}
          aria-label={t('volume')}
          min="0"
          max="1"
          step="0.05"
          value={silent ? 0 : sound.volume}
          onInput={(event) => {
            viewer.sound.unmute();
            viewer.sound.setVolume(Number(event.currentTarget.value));
          }}
        />
        <span className={css.gap} />
        {menus}
        <QualityMenu viewer={viewer} onChange={(quality) => chooseQuality(viewer, quality)} />
        {document.pictureInPictureEnabled && (
          <IconButton kind="over-video" icon="pip" label={t('pip')} className={css.wideOnly} onClick={togglePip} />
        )}
        <IconButton
          kind="over-video"
          icon="theatre"
          label={theatre.active ? t('theatreExit') : t('theatre')}
          className={css.desktopOnly}
          onClick={theatre.toggle}
        />
        <IconButton
          kind="over-video"
          icon={fullscreen.active ? 'fullscreen-exit' : 'fullscreen'}
          label={fullscreen.active ? t('fullscreenExit') : t('fullscreen')}
          onClick={fullscreen.toggle}
        />
      </div>
    </div>
  );
}
