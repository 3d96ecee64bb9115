import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Avatar } from '../../../ui/Avatar.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { showToast } from '../../../ui/toasts.js';
import { roleNames } from '../invites/roles.js';
import { RegionName } from '../regions/RegionName.js';
import { Answer } from '../shell/Answer.js';
import { Confirm } from '../shell/Confirm.js';
import { usePermission } from '../shell/use-me.js';
import css from './PeoplePart.module.css';
import { usePeople, useRevokeGrant } from './use-people.js';

/** Who holds a role in the rally, and since when; it can be taken away. */
export default function PeoplePart({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('people');
  const people = usePeople(rally.id);
  const revoke = useRevokeGrant(rally.id);
  const mayRevoke = usePermission('grant.revoke', rally.id);
  const [asking, setAsking] = useState<GrantView | null>(null);
  const name = asking?.name ?? '';
  return (
    <Card title={t('peopleTitle')} text={t('peopleText')}>
      <Answer query={people} skeleton={<Skeleton height="180px" />}>
        {(list) =>
          list.length ? (
            <ul>
              {list.map((grant) => (
                <Person key={grant.id} grant={grant} onRevoke={mayRevoke ? () => setAsking(grant) : undefined} />
              ))}
            </ul>
          ) : (
            <EmptyState icon="users" title={t('noPeopleTitle')} text={t('noPeopleText')} />
          )
        }
      </Answer>
      <Confirm
        open={asking !== null}
        dangerous
        title={t('takeRoleTitle', { name })}
        text={t('takeRoleText', { name })}
        act={t('takeRole')}
        onClose={() => setAsking(null)}
        onAct={() =>
          asking &&
          revoke.mutate(asking.id, {
            onSuccess: () => showToast({ tone: 'done', text: t('roleTaken', { name: asking.name }) }),
            onError: (error) => showToast({ tone: 'problem', text: errorText(error) }),
          })
        }
      />
    </Card>
  );
}

function Person({ grant, onRevoke }: { grant: GrantView; onRevoke: (() => void) | undefined }) {
  const { t } = useTranslation(['people', 'common']);
  const { moment } = useLanguage();
  return (
    <li className={css.person}>
      <Avatar name={grant.name} size={40} />
      <div className={css.who}>
        <p className={css.name}>{grant.name}</p>
        <p className={css.facts}>
          <span>{t(`common:${roleNames[grant.role]}`)}</span>
          {grant.regionPath !== '/' && (
            <span>
              <RegionName path={grant.regionPath} />
            </span>
          )}
          <span>
            {t('people:since')} {moment(grant.grantedAt)}
          </span>
          {grant.inviteLabel && (
            <span>
              {t('people:by')}: {grant.inviteLabel}
            </span>
          )}
        </p>
      </div>
      {onRevoke && (
        <Button kind="quiet" onClick={onRevoke} aria-label={`${t('people:takeRole')}: ${grant.name}`}>
          {t('people:takeRole')}
        </Button>
      )}
    </li>
  );
}
