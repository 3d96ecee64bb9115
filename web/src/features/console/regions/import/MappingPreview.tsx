import { useTranslation } from 'react-i18next';
import { classNames } from '../../../../ui/class-names.js';
import type { CsvHead } from './csv-head.js';
import type { LevelChoice } from './guess-mapping.js';
import css from './ImportCard.module.css';
import { previewRows } from './mapping.js';

const shownRows = 5;

/** The first lines as they will be read: names with their codes, level by level. */
export function MappingPreview({
  head,
  choices,
  levelName,
}: {
  head: CsvHead;
  choices: readonly LevelChoice[];
  levelName: (level: number) => string;
}) {
  const { t } = useTranslation('regionAdmin');
  return (
    <div className={css.preview} tabIndex={0} role="group" aria-label={t('previewTitle')}>
      <h3>{t('previewTitle')}</h3>
      <table>
        <thead>
          <tr>
            {choices.map(({ level }) => (
              <th key={level} scope="col">
                {levelName(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {previewRows(head, choices, shownRows).map((row, index) => (
            <tr key={index}>
              {row.map(({ name, code }, column) => (
                <td key={column}>
                  {name} <span className={classNames(css.code, !code && css.bad)}>{code ?? t('previewBad')}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
