import type { PersonHistoryView } from '@sammelan/shared/moderation/hold.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../../app/error-text.js';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { useAuthorName } from '../../../chat/author-name.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import lineCss from '../chat/DeskChat.module.css';
import css from './Hold.module.css';

interface HistoryDialogProps {
  /** Whose; null while nobody is asked about. */
  person: { authorId: string; authorName: string | null } | null;
  onClose: () => void;
}

/** What somebody has done here, and what to do about them. */
export function HistoryDialog({ person, onClose }: HistoryDialogProps) {
  const { t } = useTranslation(['deskHold', 'common']);
  const name = useAuthorName()(person ?? { authorId: '', authorName: null });
  return (
    <Dialog open={person !== null} title={name} closeLabel={t('common:close')} onClose={onClose}>
      {person && <History key={person.authorId} identityId={person.authorId} name={name} onClose={onClose} />}
    </Dialog>
  );
}

function History({ identityId, name, onClose }: { identityId: string; name: string; onClose: () => void }) {
  const { t } = useTranslation(['deskHold', 'deskChat']);
  const { number, time } = useLanguage();
  const { connection } = useDesk();
  const act = useAct();
  const [found, setFound] = useState<PersonHistoryView | { error: unknown } | null>(null);
  useEffect(() => {
    connection.send('moderation:history', { identityId }).then(setFound, (error: unknown) => setFound({ error }));
  }, [connection, identityId]);
  if (!found) return <Skeleton height="160px" />;
  if ('error' in found) return <p role="alert">{errorText(found.error)}</p>;
  const figures = ['messages', 'removed', 'held', 'denied', 'reporters'] as const;
  const run = (work: Promise<unknown>, done: string) => {
    onClose();
    act(work, { done });
  };
  return (
    <>
      <dl className={css.figures}>
        {figures.map((key) => (
          <div key={key}>
            <dt>{t(`figure-${key}`)}</dt>
            <dd>{number(found[key])}</dd>
          </div>
        ))}
      </dl>
      <ul className={css.last}>
        {found.last.map((message) => (
          <li key={message.id}>
            <span className={lineCss.place}>
              {time(message.at)} · {t(`state-${message.state}`)}
            </span>
            <p dir="auto">{message.text}</p>
          </li>
        ))}
      </ul>
      <div className={css.acts}>
        <Button
          icon="clock"
          onClick={() =>
            run(connection.send('moderation:mute', { identityId, length: 10 }), t('deskChat:muted', { name }))
          }
        >
          {t('deskChat:mute', { name })}
        </Button>
        <Button
          kind="stop"
          icon="ban"
          onClick={() =>
            run(connection.send('moderation:ban', { identityId, removeMessages: true }), t('deskChat:banned', { name }))
          }
        >
          {t('banAll', { name })}
        </Button>
      </div>
    </>
  );
}
