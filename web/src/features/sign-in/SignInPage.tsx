import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../app/use-title.js';
import { CodeStep } from './CodeStep.js';
import { PasswordStep } from './PasswordStep.js';
import css from '../../ui/FormPage.module.css';

const toConsole = () => location.assign('/console');

/** How an organiser comes back without a link: one thing at a time. */
export function SignInPage() {
  const { t } = useTranslation('signIn');
  useTitle(t('title'));
  const [ticket, setTicket] = useState<string | null>(null);
  return (
    <main className={css.page}>
      <img src="/mark.svg" alt="" width={48} height={48} />
      {ticket === null ? (
        <PasswordStep onNext={setTicket} onDone={toConsole} />
      ) : (
        <CodeStep ticket={ticket} onBack={() => setTicket(null)} onDone={toConsole} />
      )}
    </main>
  );
}
