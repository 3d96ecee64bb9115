import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Notice } from '../../../ui/Notice.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { ShareLink } from '../shell/ShareLink.js';
import css from './InvitesPart.module.css';
import { InviteRow } from './InviteRow.js';
import { inviteStatus } from './invite-status.js';
import { NewInviteForm } from './NewInviteForm.js';
import { useInvites } from './use-invites.js';

/** Links that give a role: made here, handed on, counted and taken back. */
export default function InvitesPart({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('people');
  const invites = useInvites(rally.id);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<InviteView | null>(null);
  const add = (
    <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
      {t('newInvite')}
    </Button>
  );
  return (
    <div className={css.part}>
      {adding && (
        <NewInviteForm
          rallyId={rally.id}
          onClose={() => setAdding(false)}
          onMade={(invite) => {
            setAdding(false);
            setMade(invite);
          }}
        />
      )}
      {made && (
        <Card>
          <Notice tone="ok">{t('made', { label: made.label })}</Notice>
          <ShareLink label={t('inviteLink')} url={made.url} title={made.label} />
        </Card>
      )}
      <Card title={t('invitesTitle')} text={t('invitesText')} aside={!adding && invites.data?.length ? add : undefined}>
        <Answer query={invites} skeleton={<Skeleton height="180px" />}>
          {(list) =>
            list.length ? (
              <InviteLists rallyId={rally.id} invites={list} now={invites.dataUpdatedAt} />
            ) : (
              <EmptyState
                icon="link"
                title={t('noInvitesTitle')}
                text={t('noInvitesText')}
                action={adding ? undefined : add}
              />
            )
          }
        </Answer>
      </Card>
    </div>
  );
}

interface InviteListsProps {
  rallyId: string;
  invites: readonly InviteView[];
  /** When the list came, in ms since the epoch: what has expired then is past. */
  now: number;
}

function InviteLists({ rallyId, invites, now }: InviteListsProps) {
  const { t } = useTranslation('people');
  const isOpen = (invite: InviteView) => inviteStatus(invite, now) === 'open';
  const past = invites.filter((invite) => !isOpen(invite));
  return (
    <>
      <ul className={css.list}>
        {invites.filter(isOpen).map((invite) => (
          <InviteRow key={invite.id} rallyId={rallyId} invite={invite} status={inviteStatus(invite, now)} />
        ))}
      </ul>
      {past.length > 0 && (
        <details>
          <summary className={css.summary}>
            {t('pastInvites')} ({past.length})
          </summary>
          <ul className={css.list}>
            {past.map((invite) => (
              <InviteRow key={invite.id} rallyId={rallyId} invite={invite} status={inviteStatus(invite, now)} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
