import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccent } from '../../../app/accent.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useTitle } from '../../../app/use-title.js';
import { ConnectionProvider } from '../../../realtime/ConnectionContext.js';
import { keys } from '../query.js';
import { useRally } from '../rally/use-rally.js';
import { Answer } from '../shell/Answer.js';
import { PageSkeleton } from '../shell/PageSkeleton.js';
import { openDesk } from './desk.js';
import { DeskProvider } from './DeskContext.js';
import { DeskFrame } from './DeskFrame.js';

/** The live desk of one rally, named by its id or slug. */
export default function DeskPage({ reference }: { reference: string }) {
  const rally = useRally(reference);
  return (
    <Answer query={rally} skeleton={<PageSkeleton />}>
      {(found) => <Seated key={found.slug} reference={reference} rally={found} />}
    </Answer>
  );
}

/** Keeps the desk open while it is looked at, and the rally as the socket tells. */
function Seated({ reference, rally }: { reference: string; rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { local } = useLanguage();
  const client = useQueryClient();
  const { id, state } = rally;
  const [desk] = useState(() => openDesk(rally));
  useTitle(t('title', { title: local(rally.title) }));
  useAccent(rally.organisation.accent);
  useEffect(() => {
    const take = (changed: RallyView) => {
      client.setQueryData(keys.rally(id), changed);
      client.setQueryData(keys.rally(reference), changed);
    };
    const stops = [
      desk.connection.on('rally:changed', take),
      // What changed while the line was down was told to nobody here.
      desk.connection.onReady(() => void client.invalidateQueries({ queryKey: keys.rally(reference) })),
    ];
    return () => {
      for (const stop of stops) stop();
      desk.close();
    };
  }, [desk, id, client, reference]);
  const stageOpen = isStageOpen(state);
  useEffect(() => {
    if (stageOpen) desk.viewer.start();
    else desk.viewer.stop();
  }, [desk, stageOpen]);
  return (
    <ConnectionProvider connection={desk.connection}>
      <DeskProvider desk={desk}>
        <DeskFrame rally={rally} />
      </DeskProvider>
    </ConnectionProvider>
  );
}
