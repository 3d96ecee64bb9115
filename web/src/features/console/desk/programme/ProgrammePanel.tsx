import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useTranslation } from 'react-i18next';
import { PushStrip } from '../../streams/PushStrip.js';
import { useDeskMay } from '../DeskContext.js';
import { Extras } from './Extras.js';
import { LayoutSwitcher } from './LayoutSwitcher.js';
import { NoticeLine } from './NoticeLine.js';
import { OnAirSeats } from './OnAirSeats.js';
import { ProgrammePicture } from './ProgrammePicture.js';
import css from './Programme.module.css';

/** The picture that goes out, with what is in it and how. */
export function ProgrammePanel({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const mayDirect = useDeskMay('stage.direct');
  const mayPush = useDeskMay('simulcast.edit');
  const mayNotice = useDeskMay('rally.direct');
  return (
    <section className={css.panel} aria-label={t('programme')}>
      {mayDirect && isStageOpen(rally.state) && (
        <div className={css.controls}>
          <LayoutSwitcher />
          <OnAirSeats />
        </div>
      )}
      <ProgrammePicture rally={rally} />
      {mayPush && <PushStrip rally={rally} />}
      {mayDirect && <Extras rally={rally} />}
      {mayNotice && <NoticeLine rally={rally} />}
    </section>
  );
}
