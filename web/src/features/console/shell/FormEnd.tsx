import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.js';
import { Failure } from './Failure.js';
import rows from './rows.module.css';

interface FormEndProps {
  /** What the form sends. */
  act: { isPending: boolean; error: unknown };
  /** On the button that sends it. */
  label: string;
  onCancel: () => void;
}

/** The end of a short form: what went wrong, the button that sends it and the way out. */
export function FormEnd({ act, label, onCancel }: FormEndProps) {
  const { t } = useTranslation('common');
  return (
    <>
      <Failure error={act.error} />
      <div className={rows.acts}>
        <Button kind="main" type="submit" busy={act.isPending}>
          {label}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}
