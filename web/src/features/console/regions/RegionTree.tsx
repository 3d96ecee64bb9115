import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Card } from '../../../ui/Card.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Field } from '../../../ui/Field.js';
import { Skeleton } from '../../../ui/Skeleton.js';
import { Answer } from '../shell/Answer.js';
import { useOrganisation } from '../shell/use-organisation.js';
import css from './RegionTree.module.css';
import { RegionTrail } from './RegionTrail.js';
import { codeOf, useChildren, useRegionSearch, useTrail } from './use-regions.js';

/** The tree, a level at a time, with a search over all of it. */
export function RegionTree({ importButton }: { importButton: ReactNode }) {
  const { t } = useTranslation(['regionAdmin', 'console']);
  const { local } = useLanguage();
  const [at, setAt] = useState('/');
  const [typed, setTyped] = useState('');
  const trail = useTrail(at);
  const children = useChildren(codeOf(at));
  const found = useRegionSearch(typed);
  const searching = typed.trim().length >= 2;
  const open = (path: string) => {
    setTyped('');
    setAt(path);
  };
  const here = trail.at(-1);
  const none =
    at === '/' ? (
      <EmptyState
        icon="search"
        title={t('regionAdmin:emptyTitle')}
        text={t(importButton ? 'regionAdmin:emptyText' : 'regionAdmin:emptyTextReader')}
        action={importButton}
      />
    ) : (
      <p className={css.quiet}>{t('regionAdmin:nothingInside', { name: here ? local(here.name) : '' })}</p>
    );
  return (
    <Card text={t('regionAdmin:text')}>
      <Field
        label={t('regionAdmin:search')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!searching && <RegionTrail trail={trail} onGo={open} />}
      <Answer query={searching ? found : children} skeleton={<Skeleton height="320px" />}>
        {(list) =>
          list.length ? (
            <RegionTable regions={list} onOpen={open} />
          ) : searching ? (
            <p className={css.quiet}>{t('console:noRegionFound')}</p>
          ) : (
            none
          )
        }
      </Answer>
    </Card>
  );
}

function RegionTable({ regions, onOpen }: { regions: readonly RegionView[]; onOpen: (path: string) => void }) {
  const { t } = useTranslation('regionAdmin');
  const { local } = useLanguage();
  const levels = useOrganisation().data?.levels ?? [];
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('code')}</th>
          <th scope="col" className={css.level}>
            {t('level')}
          </th>
        </tr>
      </thead>
      <tbody>
        {regions.map(({ path, code, name, level, hasChildren }) => (
          <tr key={path}>
            <td>
              {hasChildren ? (
                <button type="button" className={css.open} onClick={() => onOpen(path)}>
                  {local(name)}
                </button>
              ) : (
                local(name)
              )}
            </td>
            <td className={css.quiet}>{code}</td>
            <td className={css.level}>{local(levels[level] ?? {})}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
