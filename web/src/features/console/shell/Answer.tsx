import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText } from '../../../app/error-text.js';
import { Button } from '../../../ui/Button.js';
import { ErrorState } from '../../../ui/EmptyState.js';
import { NoPermission } from './NoPermission.js';

interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** What stands in its place while it comes, of the same size. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** What a query gives; or that it is on its way, was refused, or failed and may be tried again. */
export function Answer<T>({ query, skeleton, children }: AnswerProps<T>) {
  const { t } = useTranslation(['console', 'common']);
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return skeleton;
  if (errorCode(query.error) === 'forbidden') return <NoPermission />;
  return (
    <ErrorState
      title={t('console:notLoaded')}
      text={errorText(query.error)}
      action={
        <Button icon="refresh" busy={query.isFetching} onClick={() => void query.refetch()}>
          {t('common:retry')}
        </Button>
      }
    />
  );
}
