import { useTranslation } from 'react-i18next';
import { PhoneSteps } from '../phones/PhoneSheet.js';
import css from './ConfirmPhone.module.css';

/** The invite is for one phone: whoever holds only the link gets no further. */
export default function ConfirmPhone({ digits, onDone }: { digits: string; onDone: () => void }) {
  const { t } = useTranslation('join');
  return (
    <section className={css.confirm}>
      <h1>{t('phoneTitle')}</h1>
      <PhoneSteps why={t('phoneWhy', { digits })} onDone={onDone} />
    </section>
  );
}
