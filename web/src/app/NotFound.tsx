import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/Button.js';
import { EmptyState } from '../ui/EmptyState.js';

/** Nothing under this address; says what to do. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState
        alone
        icon="search"
        title={t('pageMissingTitle')}
        text={t('pageMissingText')}
        action={<ButtonLink href="/">{t('home')}</ButtonLink>}
      />
    </main>
  );
}
