import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Notice } from '../../../../ui/Notice.js';
import { LocalTextField } from '../../rally/fields/LocalTextField.js';
import css from './PollsDesk.module.css';
import { maxOptions } from './poll-form.js';

interface PollOptionsProps {
  options: readonly LocalText[];
  error?: string;
  onChange: (options: LocalText[]) => void;
}

/** The answers, in both languages. */
export function PollOptions({ options, error, onChange }: PollOptionsProps) {
  const { t } = useTranslation('deskPolls');
  return (
    <>
      {options.map((option, index) => (
        <div key={index} className={css.option}>
          <LocalTextField
            label={t('option', { number: index + 1 })}
            maxLength={100}
            value={option}
            onChange={(changed) => onChange(options.map((one, at) => (at === index ? changed : one)))}
          />
          {options.length > 2 && (
            <IconButton
              icon="close"
              label={t('removeOption', { number: index + 1 })}
              onClick={() => onChange(options.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {error && <Notice tone="stop">{error}</Notice>}
      {options.length < maxOptions && (
        <Button icon="plus" onClick={() => onChange([...options, {}])}>
          {t('addOption')}
        </Button>
      )}
    </>
  );
}
