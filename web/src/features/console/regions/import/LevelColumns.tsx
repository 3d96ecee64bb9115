import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { Field, Select } from '../../../../ui/Field.js';
import type { LevelChoice } from './guess-mapping.js';
import css from './ImportCard.module.css';

interface LevelColumnsProps {
  name: string;
  header: readonly string[];
  choice: LevelChoice;
  hasParent: boolean;
  onChange: (choice: LevelChoice) => void;
  onRemove: (() => void) | undefined;
}

/** The columns of one level. */
export function LevelColumns({ name, header, choice, hasParent, onChange, onRemove }: LevelColumnsProps) {
  const { t } = useTranslation('regionAdmin');
  const columns = header.map(
    (heading, index) => [String(index), t('column', { number: index + 1, name: heading.trim() })] as const,
  );
  const column = (key: 'code' | 'name' | 'hindiName', label: string, error?: string) => (
    <Select
      label={label}
      value={choice[key] === null ? '' : String(choice[key])}
      options={[['', t('none')], ...columns]}
      onChange={({ currentTarget: { value } }) => onChange({ ...choice, [key]: value === '' ? null : Number(value) })}
      {...(error && { error })}
    />
  );
  return (
    <fieldset className={css.level}>
      <legend>{name}</legend>
      <div className={css.columns}>
        {column('code', t('codeColumn'), choice.code === null ? t('codeNeeded') : undefined)}
        {column('name', t('nameColumn'))}
        {column('hindiName', t('hindiColumn'))}
        <Field
          label={t('prefix')}
          hint={t('prefixHint')}
          maxLength={8}
          value={choice.prefix}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...choice, prefix: value.toUpperCase().replace(/[^A-Z0-9-]/g, '') })
          }
        />
      </div>
      <div className={css.pair}>
        {hasParent && (
          <label className={css.check}>
            <input
              type="checkbox"
              checked={choice.withinParent}
              onChange={({ currentTarget: { checked } }) => onChange({ ...choice, withinParent: checked })}
            />
            {t('withinParent')}
          </label>
        )}
        {onRemove && (
          <Button kind="quiet" onClick={onRemove}>
            {t('removeLevel', { level: name })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
