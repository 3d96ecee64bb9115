import type { SilencedView } from '@sammelan/shared/moderation/moderation.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { useAuthorName } from '../../../chat/author-name.js';
import { useAct } from '../../shell/use-act.js';
import messageCss from '../../../chat/Message.module.css';
import deskCss from '../Desk.module.css';
import { useDesk } from '../DeskContext.js';
import css from './DeskChat.module.css';

/** Who is muted or banned, with the way back. */
export function SilencedPanel() {
  const { t } = useTranslation('deskChat');
  const list = useStore(useDesk().silenced.state);
  if (!list) return <Skeleton height="120px" />;
  if (!list.length) return <EmptyState icon="users" title={t('keptOutTitle')} text={t('keptOutText')} />;
  return (
    <ul className={deskCss.scroll}>
      {list.map((person) => (
        <Silenced key={person.identityId} person={person} />
      ))}
    </ul>
  );
}

function Silenced({ person }: { person: SilencedView }) {
  const { t } = useTranslation(['deskChat', 'deskHold']);
  const { time } = useLanguage();
  const { connection } = useDesk();
  const act = useAct();
  const { identityId, banned, mutedUntil } = person;
  const name = useAuthorName()({ authorId: identityId, authorName: person.name });
  const until = mutedUntil === 'rally' ? t('mutedRally') : mutedUntil && t('mutedUntil', { time: time(mutedUntil) });
  return (
    <li className={css.person}>
      <div className={css.who}>
        <p className={messageCss.author}>{name}</p>
        <p className={css.place}>{banned ? t('isBanned') : until}</p>
        {person.reason && <p dir="auto">{t('deskHold:banReason', { text: person.reason })}</p>}
        {person.appeal && <p dir="auto">{t('deskHold:appeal', { text: person.appeal })}</p>}
      </div>
      {banned ? (
        <Button
          aria-label={`${t('unban')}: ${name}`}
          onClick={() => act(connection.send('moderation:unban', { identityId }), { done: t('letIn', { name }) })}
        >
          {t('unban')}
        </Button>
      ) : (
        <Button
          aria-label={`${t('unmute')}: ${name}`}
          onClick={() => act(connection.send('moderation:unmute', { identityId }), { done: t('unmuted', { name }) })}
        >
          {t('unmute')}
        </Button>
      )}
    </li>
  );
}
