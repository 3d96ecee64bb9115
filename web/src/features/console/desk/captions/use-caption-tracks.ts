import type { CaptionTracksView, CaptionView } from '@sammelan/shared/captions/captions.dto.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { useEffect, useState } from 'react';
import type { Connection } from '../../../../realtime/connection.js';

/** Lines that the desk keeps in sight. */
const shown = 3;

/** Languages of the rally's captions, and whether they are on; null until they are known. */
export function useCaptionTracks(
  connection: Connection,
): [CaptionTracksView | null, (tracks: CaptionTracksView) => void] {
  const [tracks, setTracks] = useState<CaptionTracksView | null>(null);
  useEffect(() => {
    const stops = [
      connection.onReady(() => {
        connection.send('caption:tracks', {}).then(setTracks, () => undefined);
      }),
      connection.on('caption:tracks-changed', setTracks),
    ];
    return () => stops.forEach((stop) => stop());
  }, [connection]);
  return [tracks, setTracks];
}

/** The newest lines of one language, the newest last; of none with null. */
export function useNewestCaptions(connection: Connection, language: SpokenLanguage | null): readonly CaptionView[] {
  const [lines, setLines] = useState<readonly CaptionView[]>([]);
  useEffect(() => {
    const take = (line: CaptionView) =>
      line.language === language &&
      setLines((before) =>
        [...before.filter(({ lineId }) => lineId !== line.lineId), line].sort((a, b) => a.at - b.at).slice(-shown),
      );
    const stops = [
      connection.onReady(() => {
        connection.send('caption:follow', { language }).then(
          (view) => setLines(view.lines.slice(-shown)),
          () => undefined,
        );
      }),
      connection.on('caption:changed', take),
      connection.on('caption:removed', ({ lineId }) =>
        setLines((before) => before.filter((line) => line.lineId !== lineId)),
      ),
    ];
    return () => stops.forEach((stop) => stop());
  }, [connection, language]);
  return lines;
}
