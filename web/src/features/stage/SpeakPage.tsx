import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { DeviceCheck } from './DeviceCheck.js';
import { SeatEnded } from './SeatEnded.js';
import { beginSpeaking } from './speaking.js';
import { SpeakingProvider, useSpeaking } from './SpeakingContext.js';
import { Stage } from './Stage.js';
import { turnedAway } from './turned-away.js';
import { TurnedAway } from './TurnedAway.js';

const slugHere = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** /speak/:slug, the speaker's page: device check, green room, on air. */
export function SpeakPage() {
  const [speaking] = useState(() => beginSpeaking(slugHere()));
  return (
    <SpeakingProvider speaking={speaking}>
      <main>
        <Place />
      </main>
    </SpeakingProvider>
  );
}

/** Which of the page's places the speaker is at. */
function Place() {
  const { t } = useTranslation(['stage', 'common']);
  const { connection, rally, me, speaker } = useSpeaking();
  const line = useStore(connection.state);
  const rallyState = useStore(rally.state);
  const permissions = useStore(me.state)?.permissions;
  const { ended, link } = useStore(speaker.state);
  const seated = link !== 'idle' && link !== 'refused';
  useLeaveWarning(seated);

  const away = turnedAway(line, rallyState, permissions);
  // Whoever had an invitation until now reads that it was withdrawn, not that they need one.
  if (away && !(away === 'not-invited' && ended === 'revoked')) return <TurnedAway why={away} />;
  if (seated) return <Stage />;
  if (ended) return <SeatEnded reason={ended} />;
  if (permissions) return <DeviceCheck />;
  return (
    <div aria-busy="true" aria-label={t('common:loading')}>
      <Skeleton height="100vh" />
    </div>
  );
}

/** A swipe too far should not take a speaker off the stage. */
function useLeaveWarning(seated: boolean): void {
  useEffect(() => {
    if (!seated) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [seated]);
}
