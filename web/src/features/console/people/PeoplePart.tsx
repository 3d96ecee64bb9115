import type { GrantView } from '@sammelan/shared/members/members.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { Avatar } from '../../../ui/Avatar.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { showToast } from '../../../ui/toasts.js';
import { GrantFacts } from './GrantFacts.js';
import { Answer } from '../shell/Answer.js';
import { Confirm } from '../shell/Confirm.js';
import css from './PeoplePart.module.css';
import { usePeople, useRevokeGrant } from './use-people.js';

/** Who holds a role in the rally, and since when; it can be taken away. */
export default function PeoplePart({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('people');
  const people = usePeople(rally.id);
  const revoke = useRevokeGrant(rally.id);
  const [asking, setAsking] = useState<GrantView | null>(null);
  const name = asking?.name ?? '';
  return (
    <Card title={t('peopleTitle')} text={t('peopleText')}>
      <Answer query={people} skeleton={<Skeleton height="180px" />}>
        {(list) =>
          list.length ? (
            <ul>
              {list.map((grant) => (
                <Person key={grant.id} grant={grant} onRevoke={grant.mayChange ? () => setAsking(grant) : undefined} />
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
  const { t } = useTranslation('people');
  return (
    <li className={css.person}>
      <Avatar name={grant.name} size={40} />
      <GrantFacts grant={grant} />
      {onRevoke && (
        <Button kind="quiet" onClick={onRevoke} aria-label={`${t('takeRole')}: ${grant.name}`}>
          {t('takeRole')}
        </Button>
      )}
    </li>
  );
}
