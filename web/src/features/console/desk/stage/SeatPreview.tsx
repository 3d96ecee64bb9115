import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../../app/i18n/format.js';
import { useStorePart } from '../../../../app/store.js';
import { useServerNow } from '../../../../app/use-now.js';
import { Tile } from '../../../watch/player/Tile.js';
import { useDesk } from '../DeskContext.js';
import css from './Stage.module.css';

/** What a speaker's camera shows, whether on air or not; where it shows nothing, why. */
export function SeatPreview({ seat }: { seat: SeatView }) {
  const { t } = useTranslation('desk');
  const { previews, viewer } = useDesk();
  const streams = useStorePart(viewer.state, (state) => state.seats[seat.id]);
  useEffect(() => previews.watch(seat.id), [previews, seat.id]);
  const camera = seat.connected && !seat.sources.camera?.paused ? streams?.camera : undefined;
  const away = useAwayText(seat);
  const absence = away ?? (seat.sources.camera && !seat.sources.camera.paused ? t('noPicture') : t('noCamera'));
  return (
    <div className={css.preview}>
      <Tile
        seat={{ ...seat, name: seat.name || t('guest') }}
        stream={camera}
        fit="cover"
        speaking={false}
        named={false}
        absence={absence}
      />
    </div>
  );
}

/** How long a dropped speaker's seat is still kept; null while they are there. */
function useAwayText({ connected, heldUntil }: SeatView): string | null {
  const { t } = useTranslation('desk');
  const now = useServerNow(!connected);
  if (connected) return null;
  const left = heldUntil ? (Date.parse(heldUntil) - now) / 1000 : 0;
  return left > 0 ? t('away', { clock: formatClock(left) }) : t('awaySoon');
}
