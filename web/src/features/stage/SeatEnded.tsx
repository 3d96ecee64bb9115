import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import type { SeatEnd } from '../../media/speaker.js';
import { Button, ButtonLink } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useSpeaking } from './SpeakingContext.js';

const words = {
  left: ['leftTitle', 'leftText'],
  unseated: ['unseatedTitle', 'unseatedText'],
  'hold-expired': ['holdExpiredTitle', 'holdExpiredText'],
  replaced: ['replacedTitle', 'replacedText'],
  revoked: ['revokedTitle', 'revokedText'],
} as const;

/** The seat is gone: why, and the way back where there is one. */
export function SeatEnded({ reason }: { reason: SeatEnd }) {
  const { t } = useTranslation('stage');
  const { speaker, slug, me } = useSpeaking();
  const name = useStore(me.state)?.name ?? undefined;
  const [title, text] = words[reason];
  return (
    <EmptyState
      alone
      icon={reason === 'left' ? 'check' : 'info'}
      title={t(title)}
      text={t(text)}
      action={
        reason === 'revoked' ? (
          <ButtonLink kind="main" href={`/r/${slug}`}>
            {t('watchLive')}
          </ButtonLink>
        ) : (
          <Button kind="main" onClick={() => speaker.sit(name)}>
            {t(reason === 'replaced' ? 'speakHere' : 'comeBack')}
          </Button>
        )
      }
    />
  );
}
