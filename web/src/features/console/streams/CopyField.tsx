import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../../app/copy-text.js';
import { Button } from '../../../ui/Button.js';
import { Field } from '../../../ui/Field.js';
import css from './Streams.module.css';

/** A text to be taken elsewhere, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(value))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={css.copy}>
      <Field label={label} value={value} readOnly dir="ltr" onFocus={(event) => event.currentTarget.select()} />
      <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()} aria-label={`${t('copy')}: ${label}`}>
        <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
      </Button>
    </div>
  );
}
