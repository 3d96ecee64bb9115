import { seatHoldMs } from '@sammelan/shared/stage/stage.rules.js';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../app/i18n/format.js';
import { useStore } from '../../app/store.js';
import { OfflineBar } from '../../ui/OfflineBar.js';
import { useWallClock } from './use-wall-clock.js';
import { useSpeaking } from './SpeakingContext.js';

/** While the connection is gone: how long the seat waits, counted here, since nobody can tell from outside. */
export function HeldBar() {
  const { t } = useTranslation('stage');
  const { connection, speaker } = useSpeaking();
  const state = useStore(connection.state);
  const { lostAt } = useStore(speaker.state);
  const since = 'since' in state ? Math.min(state.since, lostAt ?? state.since) : lostAt;
  const now = useWallClock(since !== null);
  if (since === null) return null;
  const leftSeconds = Math.max(0, since + seatHoldMs - now) / 1000;
  return <OfflineBar>{t('held', { time: formatClock(leftSeconds) })}</OfflineBar>;
}
