import type { InviteView } from '@sammelan/shared/invites/invites.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Bar } from '../../../ui/Bar.js';
import { Button } from '../../../ui/Button.js';
import { Chip } from '../../../ui/Chip.js';
import { showToast } from '../../../ui/toasts.js';
import { RegionName } from '../regions/RegionName.js';
import { Confirm } from '../shell/Confirm.js';
import { ShareLink } from '../shell/ShareLink.js';
import rows from '../shell/rows.module.css';
import css from './InvitesPart.module.css';
import type { InviteStatus } from './invite-status.js';
import { roleNames } from './roles.js';
import { useRevokeInvite } from './use-invites.js';

interface InviteRowProps {
  rallyId: string;
  invite: InviteView;
  status: InviteStatus;
}

/** One invite: what it gives to whom, how far it is used, and the ways to hand it on. */
export function InviteRow({ rallyId, invite, status }: InviteRowProps) {
  const { t } = useTranslation(['people', 'common']);
  const { number, day } = useLanguage();
  const [asking, setAsking] = useState(false);
  const revoke = useRevokeInvite(rallyId);
  const { label } = invite;
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>{label}</p>
        <p className={rows.facts}>
          <Chip tone={invite.role === 'speaker' ? 'accent' : 'plain'}>{t(`common:${roleNames[invite.role]}`)}</Chip>
          {status !== 'open' && <Chip tone="stop">{t(`people:${status}`)}</Chip>}
          <span className={css.used}>
            {t('people:used', { used: number(invite.used), quota: number(invite.quota) })}
            <Bar share={invite.used / invite.quota} />
          </span>
          <span>{t('people:expiresAt', { moment: day(invite.expiresAt) })}</span>
          {invite.phoneLastTwo && <span>{t('people:onlyPhone', { digits: invite.phoneLastTwo })}</span>}
          {invite.regionPath !== '/' && (
            <span>
              <RegionName path={invite.regionPath} />
            </span>
          )}
        </p>
      </div>
      {status === 'open' && (
        <div className={rows.acts}>
          <ShareLink compact label={t('people:inviteLink')} url={invite.url} title={label} />
          <Button kind="quiet" busy={revoke.isPending} onClick={() => setAsking(true)}>
            {t('people:revoke')}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        dangerous
        title={t('people:revokeTitle', { label })}
        text={t('people:revokeText')}
        act={t('people:revoke')}
        onClose={() => setAsking(false)}
        onAct={() =>
          revoke.mutate(invite.id, {
            onSuccess: () => showToast({ tone: 'done', text: t('people:inviteRevoked', { label }) }),
            onError: (error) => showToast({ tone: 'problem', text: errorText(error) }),
          })
        }
      />
    </li>
  );
}
