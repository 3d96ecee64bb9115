import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { ButtonLink } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { useDesk, useDeskMay } from '../DeskContext.js';
import css from './Stage.module.css';
import { SeatCard } from './SeatCard.js';

/** The seats, those on air first, then who has been waiting. */
export function SeatList({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const stage = useStore(useDesk().stage.state);
  const mayInvite = useDeskMay('invite.create');
  if (!stage) {
    return (
      <div className={css.seats}>
        <Skeleton height="190px" />
      </div>
    );
  }
  if (!stage.seats.length) {
    return (
      <EmptyState
        icon="camera"
        title={t('noSpeakersTitle')}
        text={t('noSpeakersText')}
        action={mayInvite && <ButtonLink href={`/console/rallies/${rally.id}/invites`}>{t('toInvites')}</ButtonLink>}
      />
    );
  }
  const seats = [...stage.seats].sort((a, b) => Number(b.state === 'on-air') - Number(a.state === 'on-air'));
  return (
    <ul className={css.seats}>
      {seats.map((seat) => (
        <SeatCard key={seat.id} seat={seat} programme={stage.programme} live={rally.state === 'live'} />
      ))}
    </ul>
  );
}
