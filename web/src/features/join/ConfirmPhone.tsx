import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.js';
import { PhoneSteps } from '../phones/PhoneSheet.js';
import css from './ConfirmPhone.module.css';

interface ConfirmPhoneProps {
  /** Last two of the phone that the invite is for. */
  digits: string;
  /** Another number was confirmed before. */
  again: boolean;
  onWatch: () => void;
  onDone: () => void;
}

/** The invite is for one phone: whoever holds only the link may watch. */
export default function ConfirmPhone({ digits, again, onWatch, onDone }: ConfirmPhoneProps) {
  const { t } = useTranslation('join');
  return (
    <section className={css.confirm}>
      <h1>{t('phoneTitle')}</h1>
      {again && <p role="alert">{t('phoneOther', { digits })}</p>}
      <PhoneSteps why={t('phoneWhy', { digits })} onDone={onDone} />
      <Button kind="quiet" onClick={onWatch}>
        {t('phoneWatch')}
      </Button>
    </section>
  );
}
