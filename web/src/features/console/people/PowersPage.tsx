import { type Role, roles } from '@sammelan/shared/access/access.rules.js';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Field, Select } from '../../../ui/Field.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { roleNames } from '../invites/roles.js';
import { RegionField } from '../regions/picker/RegionField.js';
import { Answer } from '../shell/Answer.js';
import { Page } from '../shell/Page.js';
import { usePermission } from '../shell/use-me.js';
import { PowerRow } from './PowerRow.js';
import css from './PowersPage.module.css';
import { usePowers } from './use-powers.js';

/** Who may do what, where and why, over all rallies: to search, to filter, to give, prolong and take away. */
export default function PowersPage() {
  const { t } = useTranslation(['people', 'common', 'console']);
  const [search, setSearch] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [regionPath, setRegionPath] = useState('/');
  const powers = usePowers({ search: useDeferredValue(search), role, regionPath });
  const mayGive = usePermission('grant.give');
  const filtered = search.trim() !== '' || role !== '' || regionPath !== '/';
  return (
    <Page title={t('people:powersTitle')}>
      <Card text={t('people:powersText')}>
        <div className={css.pair} role="search">
          <Field
            label={t('people:searchName')}
            type="search"
            maxLength={80}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Select
            label={t('people:role')}
            value={role}
            options={[
              ['', t('people:anyRole')],
              ...roles.filter((one) => one !== 'viewer').map((one) => [one, t(`common:${roleNames[one]}`)] as const),
            ]}
            onChange={(event) => setRole(event.currentTarget.value as Role | '')}
          />
          <RegionField label={t('people:inArea')} value={regionPath} onChange={setRegionPath} />
        </div>
        <Answer query={powers} skeleton={<Skeleton height="320px" />}>
          {(list) =>
            list.length ? (
              <ul aria-busy={powers.isPlaceholderData}>
                {list.map((grant) => (
                  <PowerRow key={grant.id} grant={grant} mayGive={mayGive} />
                ))}
              </ul>
            ) : (
              <EmptyState
                icon="users"
                title={t(filtered ? 'people:noneFoundTitle' : 'people:noPeopleTitle')}
                text={t(filtered ? 'people:noneFoundText' : 'people:noPeopleText')}
              />
            )
          }
        </Answer>
        {powers.hasNextPage && (
          <Button busy={powers.isFetchingNextPage} onClick={() => void powers.fetchNextPage()}>
            {t('people:older')}
          </Button>
        )}
      </Card>
    </Page>
  );
}
