import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/Button.js';
import { RegionName } from '../RegionName.js';
import css from './RegionField.module.css';
import { RegionPicker } from './RegionPicker.js';

interface RegionFieldProps {
  label: string;
  hint?: string;
  /** Path; `/` is everywhere. */
  value: string;
  onChange: (path: string) => void;
}

/** A region of the tree, chosen in a dialog; where nothing is chosen it is everywhere. */
export function RegionField({ label, hint, value, onChange }: RegionFieldProps) {
  const { t } = useTranslation('console');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={css.field}>
      <span id={id} className={css.label}>
        {label}
      </span>
      <div className={css.control} role="group" aria-labelledby={id}>
        <span className={css.name}>
          <RegionName path={value} />
        </span>
        <Button kind="quiet" onClick={() => setOpen(true)} aria-describedby={id}>
          {t('changeRegion')}
        </Button>
      </div>
      {hint && <p className={css.hint}>{hint}</p>}
      <RegionPicker
        open={open}
        value={value}
        onClose={() => setOpen(false)}
        onPick={(path) => {
          setOpen(false);
          onChange(path);
        }}
      />
    </div>
  );
}
