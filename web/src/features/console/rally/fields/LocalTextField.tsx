import { type LocalText, languages } from '@sammelan/shared/contract/local-text.js';
import { useTranslation } from 'react-i18next';
import { languageNames } from '../../../../app/i18n/languages.js';
import { Field, TextArea } from '../../../../ui/Field.js';
import css from './fields.module.css';

interface LocalTextFieldProps {
  label: string;
  hint?: string;
  error?: string;
  value: LocalText;
  maxLength: number;
  /** Several lines. */
  long?: boolean;
  onChange: (value: LocalText) => void;
}

const inLanguage = { en: 'inEnglish', hi: 'inHindi' } as const;

/** One text in each language, side by side. */
export function LocalTextField({ label, hint, error, value, maxLength, long, onChange }: LocalTextFieldProps) {
  const { t } = useTranslation('console');
  const Control = long ? TextArea : Field;
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{label}</legend>
      {hint && <p className={css.hint}>{hint}</p>}
      <div className={css.pair}>
        {languages.map((language, index) => (
          <Control
            key={language}
            label={t(inLanguage[language], { label })}
            labelHidden
            lang={language}
            placeholder={languageNames[language]}
            maxLength={maxLength}
            value={value[language] ?? ''}
            {...(error && index === 0 && { error })}
            onChange={(event: { currentTarget: { value: string } }) =>
              onChange({ ...value, [language]: event.currentTarget.value })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
