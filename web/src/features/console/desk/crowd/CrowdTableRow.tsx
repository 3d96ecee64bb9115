import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Bar } from '../../../../ui/Bar.js';
import { classNames } from '../../../../ui/class-names.js';
import { Sparkline } from './chart/Sparkline.js';
import css from './CrowdPanel.module.css';
import type { CrowdRow } from './crowd-rows.js';

interface CrowdTableRowProps {
  row: CrowdRow;
  name: string;
  chosen: boolean;
  onPress: () => void;
}

/** One area: viewers now with a bar, the change, the last half hour, peak and people. */
export function CrowdTableRow({ row, name, chosen, onPress }: CrowdTableRowProps) {
  const { t } = useTranslation('deskCrowd');
  const { number } = useLanguage();
  const { now, share, change, trend, peak, total, unplaced, hasChildren } = row;
  return (
    <tr className={classNames(chosen && css.chosen)}>
      <th scope="row">
        {unplaced ? (
          <span className={css.quiet}>{name}</span>
        ) : (
          <button
            type="button"
            className={css.name}
            title={t(hasChildren ? 'inside' : 'chartOf', { name })}
            onClick={onPress}
          >
            {name}
          </button>
        )}
      </th>
      <td>
        <span className={css.figure}>
          <Bar share={share} chosen />
          {number(now)}
        </span>
      </td>
      <td className={classNames(change !== null && (change > 0 ? css.up : change < 0 ? css.down : css.quiet))}>
        {change === null ? '–' : change > 0 ? `+${number(change)}` : number(change)}
      </td>
      <td className={css.wide}>
        <span className={css.trend}>{trend.length > 1 && <Sparkline points={trend} />}</span>
      </td>
      <td className={css.wide}>{unplaced ? '' : number(peak)}</td>
      <td className={css.wide}>{unplaced ? '' : number(total)}</td>
    </tr>
  );
}
