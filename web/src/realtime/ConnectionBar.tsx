import { useTranslation } from 'react-i18next';
import { useStore } from '../app/store.js';
import { OfflineBar } from '../ui/OfflineBar.js';
import { useConnection } from './ConnectionContext.js';

/** The connection in words, while it is not well. */
export function ConnectionBar() {
  const { t } = useTranslation();
  const { kind } = useStore(useConnection().state);
  if (kind === 'reconnecting') return <OfflineBar>{t('reconnecting')}</OfflineBar>;
  if (kind === 'offline') return <OfflineBar>{t('offline')}</OfflineBar>;
  return null;
}
