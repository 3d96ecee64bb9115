import type { SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Menu, type MenuItem } from '../../../../ui/Menu.js';
import { Confirm } from '../../shell/Confirm.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import { CueDialog } from './CueDialog.js';

const cues = [
  ['cueNext', 'cueTextNext'],
  ['cueWait', 'cueTextWait'],
  ['cueLouder', 'cueTextLouder'],
] as const;

/** What else can be done with a speaker: a word, listening in, sending off. */
export function SeatMenu({ seat, name, onAir }: { seat: SeatView; name: string; onAir: boolean }) {
  const { t } = useTranslation('desk');
  const { stage, previews } = useDesk();
  const listening = useStore(previews.listeningTo) === seat.id;
  const [asking, setAsking] = useState<'cue' | 'off' | null>(null);
  const act = useAct();
  const items: MenuItem[] = [
    ...cues.map(([label, text]) => ({
      key: label,
      label: t(label),
      onSelect: () => act(stage.cue(seat.id, t(text))),
    })),
    { key: 'own', label: t('cueOwn'), icon: 'edit', onSelect: () => setAsking('cue') },
    ...(onAir
      ? []
      : [
          {
            key: 'listen',
            label: t(listening ? 'listenStop' : 'listen'),
            icon: 'volume' as const,
            onSelect: () => previews.listen(listening ? null : seat.id),
          },
        ]),
    { key: 'off', label: t('sendOff'), icon: 'leave', danger: true, onSelect: () => setAsking('off') },
  ];
  return (
    <>
      <Menu
        label={t('moreFor', { name })}
        items={items}
        trigger={(props) => <IconButton icon="more" label={t('moreFor', { name })} {...props} />}
      />
      <CueDialog
        open={asking === 'cue'}
        name={name}
        onClose={() => setAsking(null)}
        onSend={(text) => act(stage.cue(seat.id, text))}
      />
      <Confirm
        open={asking === 'off'}
        dangerous
        title={t('sendOffTitle', { name })}
        text={t(onAir ? 'sendOffTextOnAir' : 'sendOffText', { name })}
        act={t('sendOff')}
        onClose={() => setAsking(null)}
        onAct={() => act(stage.unseat(seat.id), { done: t('sentOff', { name }) })}
      />
    </>
  );
}
