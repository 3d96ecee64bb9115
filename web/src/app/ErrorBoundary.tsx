import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.js';
import { ErrorState } from '../ui/EmptyState.js';

function Stopped() {
  const { t } = useTranslation();
  return (
    <main>
      <ErrorState
        alone
        title={t('pageFailedTitle')}
        text={t('pageFailedText')}
        action={
          <Button kind="main" icon="refresh" onClick={() => location.reload()}>
            {t('reload')}
          </Button>
        }
      />
    </main>
  );
}

/** Shows a way on where a component has thrown. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Stopped /> : this.props.children;
  }
}
