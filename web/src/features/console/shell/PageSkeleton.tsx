import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/Skeleton.js';
import css from './Page.module.css';

/** A page's shape while its parts are fetched. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={css.page} aria-busy="true" aria-label={t('loading')} role="status">
      <Skeleton width="240px" height="28px" />
      <Skeleton height="88px" />
      <Skeleton height="88px" />
      <Skeleton height="88px" />
    </div>
  );
}
