import type { LevelsView, ProgrammeView } from '@sammelan/shared/stage/stage.dto.js';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewerState } from '../../../media/viewer-state.js';
import { classNames } from '../../../ui/class-names.js';
import css from './Picture.module.css';
import { Slate } from './Slate.js';
import { Tile } from './Tile.js';

interface PictureProps {
  programme: ProgrammeView | null;
  view: ViewerState;
  levels: LevelsView;
  /** The element that full screen on iPhones and the small window take. */
  mainVideo: RefObject<HTMLVideoElement | null>;
}

/** The programme as the producer laid it out; a slate where nobody can be shown. */
export function Picture({ programme, view, levels, mainVideo }: PictureProps) {
  const { t } = useTranslation('watch');
  if (view.status === 'unsupported') return <Slate title={t('unsupported')} />;
  if (view.status === 'full') return <Slate busy title={t('hallFull')} text={t('hallFullText')} />;
  if (!programme) return <Slate busy title={t('loadingPicture')} />;
  const [first] = programme.seats;
  if (programme.layout === 'slate' || !first) return <Slate title={t('slateTitle')} text={t('slateText')} />;
  if (programme.seats.every((seat) => !seat.connected))
    return <Slate title={t('slateAway', { name: first.name })} text={t('slateText')} />;
  if (view.status === 'idle' || view.status === 'connecting') return <Slate busy title={t('loadingPicture')} />;
  if (view.status === 'reconnecting' && Object.keys(view.seats).length === 0)
    return <Slate busy title={t('pictureBack')} text={t('slateText')} />;

  const audioOnly = view.quality === 'audio' || view.quality === 'slides';
  const screenSeat = programme.seats.find((seat) => view.seats[seat.id]?.screen && !seat.sources.screen?.paused);
  const shown = screenSeat ? [screenSeat] : programme.seats;
  const layout = screenSeat ? 'picture-in-picture' : programme.layout;
  const pictureOf = (seat: (typeof shown)[number]) =>
    audioOnly || seat.sources.camera?.paused || !seat.connected ? undefined : view.seats[seat.id]?.camera;
  const absence = (seat: (typeof shown)[number]) =>
    !seat.connected
      ? t('slateAway', { name: seat.name })
      : audioOnly
        ? t('audioOnly')
        : seat.sources.camera?.paused
          ? t('cameraOff', { name: seat.name })
          : t('pictureBack');
  return (
    <div className={classNames(css.picture, css[layout])} data-seats={shown.length}>
      {screenSeat && !audioOnly && (
        <Tile
          seat={screenSeat}
          stream={view.seats[screenSeat.id]?.screen}
          fit="contain"
          speaking={false}
          named={false}
          absence={t('sharesScreen', { name: screenSeat.name })}
          videoRef={mainVideo}
        />
      )}
      {shown.map((seat, index) => (
        <Tile
          key={seat.id}
          seat={seat}
          stream={pictureOf(seat)}
          fit={layout === 'single' ? 'contain' : 'cover'}
          speaking={programme.seats.length > 1 && levels.speakingSeatId === seat.id}
          named={layout !== 'single'}
          absence={absence(seat)}
          stalled={view.pictureStalled}
          videoRef={index === 0 && !screenSeat ? mainVideo : undefined}
        />
      ))}
    </div>
  );
}
