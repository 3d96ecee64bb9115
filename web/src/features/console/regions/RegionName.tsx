import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useTrail } from './use-regions.js';

/** A region's name with those above it, from its path; `/` is everywhere. */
export function RegionName({ path }: { path: string }) {
  const { t } = useTranslation('console');
  const { local } = useLanguage();
  const trail = useTrail(path);
  if (path === '/') return t('everywhere');
  const names = trail.map(({ name }) => local(name));
  // Until its name has come, its code; a region that is gone keeps it.
  return names.length ? names.reverse().join(', ') : path.split('/').filter(Boolean).at(-1);
}
