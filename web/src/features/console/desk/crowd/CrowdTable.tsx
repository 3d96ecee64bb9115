import type { AttendanceTreeView } from '@sammelan/shared/attendance/attendance.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { classNames } from '../../../../ui/class-names.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Icon } from '../../../../ui/Icon.js';
import css from './CrowdPanel.module.css';
import { CrowdTableRow } from './CrowdTableRow.js';
import { type Column, crowdRows, type CrowdRow, sortRows } from './crowd-rows.js';
import { useTrends } from './use-crowd.js';

interface CrowdTableProps {
  rally: RallyView;
  tree: AttendanceTreeView;
  /** Path of the area whose chart is shown. */
  chosen: string | null;
  onOpen: (path: string) => void;
  onChoose: (path: string) => void;
}

const headings = [
  ['name', 'area', 'area', false],
  ['now', 'now', 'now', false],
  ['change', 'change', 'changeLong', false],
  [null, 'trend', 'trendLong', true],
  ['peak', 'peak', 'peak', true],
  ['total', 'people', 'people', true],
] as const;

/** The areas below the one that is looked at, in a row each. */
export function CrowdTable({ rally, tree, chosen, onOpen, onChoose }: CrowdTableProps) {
  const { t } = useTranslation('deskCrowd');
  const { local, number } = useLanguage();
  const [column, setColumn] = useState<Column>('now');
  const trends = useTrends(rally.id, tree.parentPath);
  const nameOf = (row: CrowdRow) => (row.unplaced ? t('unplaced') : local(row.name));
  const rows = sortRows(crowdRows(tree, trends.data), column, nameOf);
  if (tree.rows.length === 0 && tree.parentPath === '/') {
    return <EmptyState icon="users" title={t('emptyTitle')} text={t('emptyText')} />;
  }
  const placed = rows.filter(({ unplaced }) => !unplaced).length;
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={t('title')}>
      <table className={css.table}>
        <thead>
          <tr>
            {headings.map(([key, label, long, wideOnly]) => (
              <th
                key={label}
                scope="col"
                className={classNames(wideOnly && css.wide)}
                aria-sort={key === column ? (key === 'name' ? 'ascending' : 'descending') : undefined}
              >
                {key ? (
                  <button
                    type="button"
                    className={css.sort}
                    title={t('sortBy', { column: t(long) })}
                    onClick={() => setColumn(key)}
                  >
                    {t(label)}
                    {key === column && <Icon name={key === 'name' ? 'chevron-up' : 'chevron-down'} size={14} />}
                  </button>
                ) : (
                  <span className={css.sort} title={t(long)}>
                    {t(label)}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CrowdTableRow
              key={row.path}
              row={row}
              name={nameOf(row)}
              chosen={row.path === chosen}
              onPress={() => (row.hasChildren ? onOpen(row.path) : onChoose(row.path))}
            />
          ))}
        </tbody>
      </table>
      {tree.rows.length > 0 && (
        <p className={css.note}>
          {placed ? t('shownOf', { shown: number(placed), all: number(tree.rows.length) }) : t('nobody')}
        </p>
      )}
    </div>
  );
}
