import type { SeatView, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import type { SeatStreams, ViewerState } from '../../media/viewer-state.js';
import { Picture } from '../watch/player/Picture.js';
import css from './Monitor.module.css';
import { useSpeaking } from './SpeakingContext.js';

/** The programme as viewers see it. The speaker's own picture comes from the camera, without the way over the server. */
export function Monitor({ stage, seat }: { stage: StageView; seat: SeatView | undefined }) {
  const { t } = useTranslation('stage');
  const { speaker, viewer, stage: store } = useSpeaking();
  const mainVideo = useRef<HTMLVideoElement>(null);
  const seen = useStore(viewer.state);
  const levels = useStore(store.levels);
  const { camera } = useStore(speaker.devices.state).tracks;
  const { screen } = useStore(speaker.state);
  const own = useMemo<SeatStreams>(
    () => ({
      ...(camera && { camera: new MediaStream([camera]) }),
      ...(screen && { screen: new MediaStream([screen]) }),
    }),
    [camera, screen],
  );
  const view = useMemo<ViewerState>(() => (seat ? withOwn(seen, seat.id, own) : seen), [seen, seat, own]);
  return (
    <figure className={css.monitor}>
      <div className={css.picture}>
        <Picture programme={stage.programme} view={view} levels={levels} mainVideo={mainVideo} />
      </div>
      <figcaption className={css.caption}>{t('programme')}</figcaption>
    </figure>
  );
}

/** Nothing comes from the server while the speaker is alone on air, yet their own picture is there. */
const withOwn = (view: ViewerState, seatId: string, own: SeatStreams): ViewerState => ({
  ...view,
  status: view.status === 'waiting' ? 'playing' : view.status,
  seats: { ...view.seats, [seatId]: own },
});
