import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.js';

/** Tells whoever is to speak that what they say is kept. Nothing where it is not. */
export function RecordedNote({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('replay');
  if (rally.recording === 'off') return null;
  return <Notice>{t(rally.recording === 'publish' ? 'recordedPublished' : 'recorded')}</Notice>;
}
