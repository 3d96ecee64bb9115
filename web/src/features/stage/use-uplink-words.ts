import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { useSpeaking } from './SpeakingContext.js';

/** How the speaker's own sending does, in words, and whether that is good. */
export function useUplinkWords(): { words: string; good: boolean } {
  const { t } = useTranslation('stage');
  const { speaker, connection } = useSpeaking();
  const line = useStore(connection.state);
  const { link, uplink } = useStore(speaker.state);
  if (link === 'connecting' || link === 'idle') return { words: t('connecting'), good: true };
  if (link !== 'connected' || line.kind !== 'online') return { words: t('networkLost'), good: false };
  if (uplink === 'weak') return { words: t('networkWeak'), good: false };
  if (uplink === 'slow-device') return { words: t('networkSlow'), good: false };
  return { words: t('networkGood'), good: true };
}
