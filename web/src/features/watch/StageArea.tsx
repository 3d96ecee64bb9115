import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Countdown } from './Countdown.js';
import { Player } from './player/Player.js';
import { Slate } from './player/Slate.js';
import { Thanks } from './Thanks.js';

interface StageAreaProps {
  rally: RallyView;
  theatre: { active: boolean; toggle: () => void };
  onWrite: () => void;
  whole: boolean;
}

/** What stands in the picture's place in each state of the rally. */
export function StageArea({ rally, theatre, onWrite, whole }: StageAreaProps) {
  const { t } = useTranslation('watch');
  switch (rally.state) {
    case 'live':
      return <Player rally={rally} theatre={theatre} onWrite={onWrite} whole={whole} />;
    case 'open':
      return <Slate busy title={t('gathering')} text={t('speakersReady')} />;
    case 'ended':
    case 'archived':
      return <Thanks rally={rally} />;
    default:
      return <Countdown rally={rally} />;
  }
}
