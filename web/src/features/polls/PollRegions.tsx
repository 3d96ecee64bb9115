import type { PollView, RegionTallyView } from '@sammelan/shared/polls/polls.dto.js';
import { minShownVoters } from '@sammelan/shared/polls/polls.rules.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useConnection } from '../../realtime/ConnectionContext.js';
import { Button } from '../../ui/Button.js';
import { Skeleton } from '../../ui/Skeleton.js';
import css from './Poll.module.css';
import { RegionTallyRow } from './RegionTallyRow.js';

type Rows = readonly RegionTallyView[] | 'loading' | 'failed';

/** A closed poll's result by area, from the top of the tree downwards. */
export function PollRegions({ poll }: { poll: PollView }) {
  const { t } = useTranslation('polls');
  const { number } = useLanguage();
  const connection = useConnection();
  const [way, setWay] = useState<readonly RegionTallyView[]>([]);
  const [rows, setRows] = useState<Rows>('loading');
  const parentPath = way.at(-1)?.path ?? '/';
  const pollId = poll.id;
  useEffect(() => {
    let dropped = false;
    const answered = async (path: string): Promise<RegionTallyView[]> => {
      const found = await connection.send('poll:regions', { pollId, parentPath: path });
      return found.filter(({ voters }) => voters > 0).sort((a, b) => b.voters - a.voters);
    };
    // One row at the top says no more than the total: what is inside it does.
    const atTop = async (): Promise<RegionTallyView[]> => {
      const rows = await answered('/');
      const inside = rows.length === 1 && rows[0]!.path !== '/' ? await answered(rows[0]!.path) : [];
      return inside.length > 1 ? inside : rows;
    };
    const ask = () =>
      (parentPath === '/' ? atTop() : answered(parentPath)).then(
        (found) => !dropped && setRows(found),
        () => !dropped && setRows((before) => (before === 'loading' ? 'failed' : before)),
      );
    void ask();
    return () => {
      dropped = true;
    };
  }, [connection, pollId, parentPath]);
  const go = (to: readonly RegionTallyView[]) => {
    setRows('loading');
    setWay(to);
  };
  return (
    <div className={css.regions}>
      {way.length > 0 && (
        <Button kind="quiet" icon="chevron-left" onClick={() => go(way.slice(0, -1))}>
          {t('upTop')}
        </Button>
      )}
      {rows === 'loading' && <Skeleton height="120px" />}
      {rows === 'failed' && <p role="alert">{t('regionsFailed')}</p>}
      {Array.isArray(rows) && rows.length === 0 && <p>{t('regionsEmpty')}</p>}
      {Array.isArray(rows) && (
        <ul className={css.bars}>
          {rows.map((row: RegionTallyView, _: number, all: readonly RegionTallyView[]) => (
            <RegionTallyRow
              key={row.path}
              poll={poll}
              row={row}
              onEnter={isRest(row, parentPath, all) ? null : () => go([...way, row])}
            />
          ))}
        </ul>
      )}
      <p className={css.hint}>{t('regionsHint', { least: number(minShownVoters) })}</p>
    </div>
  );
}

/** Whether the row is what is left of the area whose rows these are, see RegionTallyView. */
const isRest = ({ path }: RegionTallyView, parentPath: string, all: readonly RegionTallyView[]): boolean =>
  path === parentPath || all.some((other) => other.path !== path && other.path.startsWith(path));
