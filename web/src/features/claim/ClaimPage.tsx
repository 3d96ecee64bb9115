import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/Skeleton.js';

export function ClaimPage() {
  const { t } = useTranslation();
  return (
    <main aria-busy="true" aria-label={t('loading')}>
      <Skeleton height="100vh" />
    </main>
  );
}
