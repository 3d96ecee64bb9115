import type { ProgrammeView, SeatView } from '@sammelan/shared/stage/stage.dto.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { Badge } from '../../../../ui/Badge.js';
import { Button } from '../../../../ui/Button.js';
import { classNames } from '../../../../ui/class-names.js';
import { Icon } from '../../../../ui/Icon.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk, useDeskMay } from '../DeskContext.js';
import { addBeside, mayAddBeside, putOnAir, takeOffAir } from '../programme/programme-moves.js';
import css from './Stage.module.css';
import { SeatMenu } from './SeatMenu.js';
import { SeatPreview } from './SeatPreview.js';

interface SeatCardProps {
  seat: SeatView;
  programme: ProgrammeView;
  live: boolean;
}

/** One speaker: the picture, the network, the producer's word, and the way on air. */
export function SeatCard({ seat, programme, live }: SeatCardProps) {
  const { t } = useTranslation('desk');
  const { stage } = useDesk();
  const mayDirect = useDeskMay('stage.direct');
  const listening = useStore(useDesk().previews.listeningTo) === seat.id;
  const act = useAct();
  const name = seat.name || t('guest');
  const onAir = programme.seats.some(({ id }) => id === seat.id);
  return (
    <li className={classNames(css.seat, onAir && css.onAir)} aria-label={name}>
      <SeatPreview seat={seat} />
      <div className={css.who}>
        <span className={css.name}>{name}</span>
        {onAir && <Badge tone={live ? 'live' : 'hand'}>{t(live ? 'onAir' : 'prepared')}</Badge>}
      </div>
      <SeatFacts seat={seat} listening={listening} />
      {seat.cue && (
        <p className={css.cue}>
          <span>{t('cueShown', { text: seat.cue })}</span>
          {mayDirect && (
            <IconButton icon="close" label={t('cueTakeBack')} onClick={() => act(stage.cue(seat.id, ''))} />
          )}
        </p>
      )}
      {mayDirect && (
        <div className={css.acts}>
          {onAir ? (
            <Button onClick={() => act(stage.direct(takeOffAir(programme, seat.id)))}>{t('takeOff')}</Button>
          ) : (
            <Button
              kind="main"
              disabled={!seat.connected}
              onClick={() => act(stage.direct(putOnAir(programme, seat.id)))}
            >
              {t(live ? 'putOnAir' : 'prepare')}
            </Button>
          )}
          {mayAddBeside(programme, seat.id) && programme.layout !== 'side-by-side' && seat.connected && (
            <IconButton
              icon="layout-side"
              label={t('addBeside')}
              onClick={() => act(stage.direct(addBeside(programme, seat.id)))}
            />
          )}
          <SeatMenu seat={seat} name={name} onAir={onAir} />
        </div>
      )}
    </li>
  );
}

function SeatFacts({ seat, listening }: { seat: SeatView; listening: boolean }) {
  const { t } = useTranslation('desk');
  const micOff = seat.connected && (seat.sources.microphone?.paused ?? true);
  const words = { good: t('networkGood'), weak: t('networkWeak'), unknown: '' }[seat.network];
  return (
    <p className={css.facts}>
      {seat.connected && words && <span className={classNames(seat.network === 'weak' && css.weak)}>{words}</span>}
      {micOff && (
        <span className={css.weak}>
          <Icon name="mic-off" size={16} /> {t('micOff')}
        </span>
      )}
      {seat.sources.screen && (
        <span>
          <Icon name="screen" size={16} /> {t('sharesScreen')}
        </span>
      )}
      {listening && (
        <span>
          <Icon name="volume" size={16} /> {t('listen')}
        </span>
      )}
    </p>
  );
}
