import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../ui/Button.js';
import { EmptyState } from '../../../ui/EmptyState.js';

/** This browser's session does not open what was asked for; says who can help. */
export function NoPermission() {
  const { t } = useTranslation('console');
  return (
    <EmptyState
      icon="ban"
      title={t('noPermissionTitle')}
      text={t('noPermissionText')}
      action={<ButtonLink href="/signin">{t('signIn')}</ButtonLink>}
    />
  );
}
