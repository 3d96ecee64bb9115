import type { ChapterView } from '@sammelan/shared/recordings/recordings.dto.js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../app/i18n/format.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { recall, remember } from '../../app/storage.js';
import { useStore } from '../../app/store.js';
import type { FilmKind } from '../../media/hls/film.js';
import { Button } from '../../ui/Button.js';
import { classNames } from '../../ui/class-names.js';
import { ErrorState } from '../../ui/EmptyState.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import css from '../watch/player/Player.module.css';
import filmCss from '../watch/player/film/Film.module.css';
import pictureCss from '../watch/player/Picture.module.css';
import { Slate } from '../watch/player/Slate.js';
import { useFullscreen } from '../watch/player/use-fullscreen.js';
import { useIdle } from '../watch/player/use-idle.js';
import { usePlayerKeys } from '../watch/player/use-player-keys.js';
import { ReplayCaptions } from './ReplayCaptions.js';
import { ReplayVoices } from './ReplayVoices.js';
import type { ReplayFilm } from './replay-film.js';
import own from './Replay.module.css';
import { useReplayArrows } from './use-replay-arrows.js';

const kinds: readonly FilmKind[] = ['auto', 'medium', 'saver', 'sound'];
const words = {
  auto: ['qualityAuto', 'qualityAuto'],
  medium: ['quality480p', 'qualityShort480p'],
  saver: ['quality240p', 'qualityShort240p'],
  sound: ['qualityAudio', 'qualityAudio'],
} as const;

/** What is chosen here counts for live too, and the other way round. */
const qualityKey = 'sammelan.quality';
const remembered: Record<FilmKind, string> = { auto: 'auto', medium: '480p', saver: '240p', sound: 'audio' };

/** The picture that was chosen last; a phone that is told to save data begins small. */
export function rememberedKind(): FilmKind {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  const chosen = recall(qualityKey) ?? (connection?.saveData ? '240p' : null);
  if (chosen === 'slides') return 'sound';
  return kinds.find((kind) => remembered[kind] === chosen) ?? 'auto';
}

interface ReplayPlayerProps {
  film: ReplayFilm;
  title: string;
  chapters: readonly ChapterView[];
  /** Over the picture. */
  badge?: ReactNode;
}

/** A recording with what is needed to play it. */
export function ReplayPlayer({ film, title, chapters, badge }: ReplayPlayerProps) {
  const { t } = useTranslation(['replay', 'watch', 'common']);
  const view = useStore(film.state);
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const mainVideo = useRef<HTMLVideoElement | null>(film.video);
  const fullscreen = useFullscreen(box, mainVideo);
  const { awake, wake, sleep } = useIdle(!view.playing);
  const label = t('replay:player', { title });
  useEffect(() => {
    mainVideo.current = film.video;
    film.video.setAttribute('aria-label', label);
    place.current?.replaceChildren(film.video);
  }, [film, label]);
  usePlayerKeys({
    togglePlay: () => film.toggle(),
    toggleSound: () => film.mute(!view.muted),
    toggleFullscreen: fullscreen.toggle,
    changeVolume: (by) => film.setVolume(view.volume + by),
    write: () => undefined,
  });
  useReplayArrows(film);
  if (view.status === 'unsupported') return <Slate title={t('watch:unsupported')} />;
  if (view.status === 'failed')
    return (
      <ErrorState
        title={t('replay:failedTitle')}
        text={t('replay:failedText')}
        action={
          <Button kind="main" icon="refresh" onClick={() => film.retry()}>
            {t('common:retry')}
          </Button>
        }
      />
    );
  const silent = view.muted || view.volume === 0;
  return (
    <div
      ref={box}
      className={classNames(css.player, awake && css.awake)}
      data-status={view.status}
      onPointerMove={(event) => event.pointerType === 'mouse' && wake()}
      onFocus={wake}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('button, input, [role=menu]')) wake();
        else if (awake && view.playing) sleep();
        else wake();
      }}
    >
      <div ref={place} className={filmCss.place} />
      {view.kind === 'sound' && (
        <div className={filmCss.cover}>
          <Slate title={t('watch:audioOnly')} />
        </div>
      )}
      {(view.status === 'loading' || view.stalled) && (
        <p className={pictureCss.waiting} role="status">
          {t('watch:loadingPicture')}
        </p>
      )}
      <p className={css.badges}>{badge}</p>
      {view.muted && view.playing && (
        <Button kind="main" icon="volume-off" className={css.tap} onClick={() => film.mute(false)}>
          {t('watch:tapForSound')}
        </Button>
      )}
      <div className={css.controls}>
        <ReplayTimeline film={film} chapters={chapters} />
        <div className={css.row}>
          <IconButton
            kind="over-video"
            icon={view.playing ? 'pause' : 'play'}
            label={view.playing ? t('watch:pause') : t('watch:resume')}
            onClick={() => film.toggle()}
          />
          <IconButton
            kind="over-video"
            icon={silent ? 'volume-off' : 'volume'}
            label={silent ? t('watch:unmute') : t('watch:mute')}
            onClick={() => film.mute(!silent)}
          />
          <span className={css.gap} />
          <ReplayVoices film={film} />
          <ReplayCaptions video={film.video} />
          <KindMenu film={film} />
          <IconButton
            kind="over-video"
            icon={fullscreen.active ? 'fullscreen-exit' : 'fullscreen'}
            label={fullscreen.active ? t('watch:fullscreenExit') : t('watch:fullscreen')}
            onClick={fullscreen.toggle}
          />
        </div>
      </div>
    </div>
  );
}

function KindMenu({ film }: { film: ReplayFilm }) {
  const { t } = useTranslation(['replay', 'watch']);
  const { decimal } = useLanguage();
  const { kind, megabytes } = useStore(film.state);
  const choose = (one: FilmKind) => {
    film.setKind(one);
    remember(qualityKey, remembered[one]);
  };
  return (
    <Menu
      label={t('watch:quality')}
      side="above"
      note={t('replay:used', { used: decimal(megabytes) })}
      items={kinds.map((key) => ({
        key,
        label: t(`watch:${words[key][0]}`),
        checked: key === kind,
        onSelect: () => choose(key),
      }))}
      trigger={(props) => (
        <button type="button" className={css.quality} {...props}>
          <span className="visually-hidden">{t('watch:quality')}: </span>
          {t(`watch:${words[kind][1]}`)}
          <Icon name="chevron-up" size={16} />
        </button>
      )}
    />
  );
}

// A drag is over when it rests this long; keys too come in series.
const settleMs = 200;

function ReplayTimeline({ film, chapters }: { film: ReplayFilm; chapters: readonly ChapterView[] }) {
  const { t } = useTranslation('replay');
  const { position, duration } = useStore(film.state);
  const [dragged, setDragged] = useState<number | null>(null);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settle.current), []);
  const shown = dragged ?? position;
  return (
    <div className={filmCss.timeline}>
      <span className={own.track}>
        <span className={own.marks} aria-hidden="true">
          {chapters.map(({ seconds }) => (
            <span key={seconds} style={{ left: `${(seconds / Math.max(1, duration)) * 100}%` }} />
          ))}
        </span>
        <input
          type="range"
          aria-label={t('timeline')}
          aria-valuetext={t('place', { at: formatClock(shown), whole: formatClock(duration) })}
          min={0}
          max={Math.max(1, Math.floor(duration))}
          step={1}
          value={Math.round(shown)}
          onInput={(event) => {
            const to = Number(event.currentTarget.value);
            setDragged(to);
            clearTimeout(settle.current);
            settle.current = setTimeout(() => {
              setDragged(null);
              film.seek(to);
            }, settleMs);
          }}
        />
      </span>
      <span className="tabular">
        {formatClock(shown)} / {formatClock(duration)}
      </span>
    </div>
  );
}
