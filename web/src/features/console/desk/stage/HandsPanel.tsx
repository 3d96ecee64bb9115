import type { HandView } from '@sammelan/shared/stage/stage.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStorePart } from '../../../../app/store.js';
import { Avatar } from '../../../../ui/Avatar.js';
import { Button } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { useAuthorName } from '../../../chat/author-name.js';
import { useAct } from '../../shell/use-act.js';
import deskCss from '../Desk.module.css';
import { useDesk, useDeskMay } from '../DeskContext.js';
import css from './Stage.module.css';

/** Raised hands, the longest wait first. */
export function HandsPanel() {
  const { t } = useTranslation('desk');
  const hands = useStorePart(useDesk().stage.state, (view) => view?.hands);
  if (!hands?.length) return <EmptyState icon="hand" title={t('handsNoneTitle')} text={t('handsNoneText')} />;
  return (
    <ol className={deskCss.scroll} aria-label={t('handsTitle')}>
      {hands.map((hand) => (
        <Hand key={hand.identityId} hand={hand} />
      ))}
    </ol>
  );
}

function Hand({ hand }: { hand: HandView }) {
  const { t } = useTranslation('desk');
  const { local, time } = useLanguage();
  const { stage } = useDesk();
  const mayDirect = useDeskMay('stage.direct');
  const act = useAct();
  const { identityId } = hand;
  const name = useAuthorName()({ authorId: identityId, authorName: hand.name });
  return (
    <li className={css.hand}>
      <Avatar name={name} size={36} />
      <div className={css.handWho}>
        <p className={css.name}>{name}</p>
        <p className={css.facts}>
          {hand.regionName && <span>{local(hand.regionName)}</span>}
          <span>{t('handSince', { time: time(hand.raisedAt) })}</span>
        </p>
      </div>
      {mayDirect && (
        <div className={css.answers}>
          <Button
            kind="main"
            aria-label={`${t('handInvite')}: ${name}`}
            onClick={() => act(stage.answerHand(identityId, 'invite'), { done: t('handInvited', { name }) })}
          >
            {t('handInvite')}
          </Button>
          <Button
            kind="quiet"
            aria-label={`${t('handDismiss')}: ${name}`}
            onClick={() => act(stage.answerHand(identityId, 'dismiss'), { done: t('handDismissed', { name }) })}
          >
            {t('handDismiss')}
          </Button>
        </div>
      )}
    </li>
  );
}
