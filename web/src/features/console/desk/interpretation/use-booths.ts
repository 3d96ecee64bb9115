import type { BoothView } from '@sammelan/shared/interpretation/interpretation.dto.js';
import { useEffect, useState } from 'react';
import type { Connection } from '../../../../realtime/connection.js';

/** The booths of the rally as they are now, null until they are known. */
export function useBooths(
  connection: Connection,
): [readonly BoothView[] | null, (booths: readonly BoothView[]) => void] {
  const [booths, setBooths] = useState<readonly BoothView[] | null>(null);
  useEffect(() => {
    const stops = [
      connection.onReady(() => {
        connection.send('interpretation:booths', {}).then(
          (view) => setBooths(view.booths),
          () => undefined,
        );
      }),
      connection.on('interpretation:booths-changed', (view) => setBooths(view.booths)),
    ];
    return () => stops.forEach((stop) => stop());
  }, [connection]);
  return [booths, setBooths];
}
