import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../app/use-now.js';
import type { Connection } from '../../realtime/connection.js';
import { Button } from '../../ui/Button.js';
import { fetchReplay } from './fetch-replay.js';

/** For so long after the end a replay that is to come is spoken of. */
const expectedWithinMs = 90_000;

/** The way to the replay, as soon as there is one. */
export default function ReplayOffer({
  rally,
  connection,
  onWatch,
}: {
  rally: RallyView;
  connection: Connection;
  onWatch: () => void;
}) {
  const { t } = useTranslation('replay');
  const [available, setAvailable] = useState(false);
  const now = useServerNow(!available);
  useEffect(() => {
    let gone = false;
    const look = () =>
      void fetchReplay(rally.id).then(
        (replay) => !gone && setAvailable(replay !== null),
        // Told again when it changes, or asked again with the page.
        () => undefined,
      );
    look();
    const stop = connection.on('replay:changed', look);
    return () => {
      gone = true;
      stop();
    };
  }, [rally.id, connection]);
  const coming =
    rally.recording === 'publish' && rally.endedAt !== null && now - Date.parse(rally.endedAt) < expectedWithinMs;
  if (!available && !coming) return null;
  return (
    <div role="status">
      {available ? (
        <Button kind="main" icon="play" onClick={onWatch}>
          {t('watch')}
        </Button>
      ) : (
        <p>{t('preparing')}</p>
      )}
    </div>
  );
}
