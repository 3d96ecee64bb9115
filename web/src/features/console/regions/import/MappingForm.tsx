import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import type { CsvHead } from './csv-head.js';
import { type LevelChoice, prefixFor } from './guess-mapping.js';
import css from './ImportCard.module.css';
import { LevelColumns } from './LevelColumns.js';
import { MappingPreview } from './MappingPreview.js';

interface MappingFormProps {
  head: CsvHead;
  levels: readonly LocalText[];
  /** One level below the other, without holes. */
  choices: LevelChoice[];
  onChange: (choices: LevelChoice[]) => void;
}

/** Which columns hold what, level by level, with what becomes of the first lines. */
export function MappingForm({ head, levels, choices, onChange }: MappingFormProps) {
  const { t } = useTranslation('regionAdmin');
  const { local } = useLanguage();
  const first = choices[0]?.level ?? 0;
  const next = choices.length ? choices.at(-1)!.level + 1 : 0;
  const empty = (level: number): LevelChoice => ({
    level,
    code: null,
    name: null,
    hindiName: null,
    prefix: prefixFor(levels, level),
    withinParent: false,
  });
  const nameOf = (level: number) => local(levels[level] ?? {});
  return (
    <section className={css.mapping} aria-label={t('mappingTitle')}>
      <h3>{t('mappingTitle')}</h3>
      <p className={css.quiet}>{t('mappingText')}</p>
      {choices.map((choice, index) => (
        <LevelColumns
          key={choice.level}
          name={nameOf(choice.level)}
          header={head.header}
          choice={choice}
          hasParent={index > 0}
          onChange={(changed) => onChange(choices.map((one) => (one.level === changed.level ? changed : one)))}
          onRemove={
            index === 0 || index === choices.length - 1
              ? () => onChange(choices.filter(({ level }) => level !== choice.level))
              : undefined
          }
        />
      ))}
      <div className={css.pair}>
        {choices.length > 0 && first > 0 && (
          <Button icon="plus" onClick={() => onChange([empty(first - 1), ...choices])}>
            {t('addLevel', { level: nameOf(first - 1) })}
          </Button>
        )}
        {next < levels.length && (
          <Button icon="plus" onClick={() => onChange([...choices, empty(next)])}>
            {t('addLevel', { level: nameOf(next) })}
          </Button>
        )}
      </div>
      {choices.length > 0 && <MappingPreview head={head} choices={choices} levelName={nameOf} />}
    </section>
  );
}
