import { useTranslation } from 'react-i18next';
import { useTitle } from '../../app/use-title.js';
import { ButtonLink } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import css from '../../ui/FormPage.module.css';
import { ClaimForm } from './ClaimForm.js';

/** In the fragment, so that no server log has it; it leaves the address bar before anything else. */
const token = location.hash.slice(1);
history.replaceState(null, '', '/claim');

/** The first owner of an empty deployment takes it over, with the link that the server printed. */
export function ClaimPage() {
  const { t } = useTranslation('claim');
  useTitle(t('title'));
  if (token.length < 10)
    return (
      <main>
        <EmptyState
          alone
          icon="link"
          title={t('noTokenTitle')}
          text={t('noTokenText')}
          action={<ButtonLink href="/">{t('home', { ns: 'common' })}</ButtonLink>}
        />
      </main>
    );
  return (
    <main className={css.page}>
      <img src="/mark.svg" alt="" width={48} height={48} />
      <ClaimForm token={token} />
    </main>
  );
}
