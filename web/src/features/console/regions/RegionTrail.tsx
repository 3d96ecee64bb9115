import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Icon } from '../../../ui/Icon.js';
import css from './RegionTrail.module.css';

interface RegionTrailProps {
  trail: readonly RegionView[];
  /** Path above which one may not go. */
  root?: string;
  onGo: (path: string) => void;
}

/** The regions from the top down to where one is; each leads back to it. */
export function RegionTrail({ trail, root = '/', onGo }: RegionTrailProps) {
  const { t } = useTranslation('console');
  const { local } = useLanguage();
  const all = [{ path: '/', name: t('everywhere') }, ...trail.map(({ path, name }) => ({ path, name: local(name) }))];
  const steps = all.filter(({ path }) => path.startsWith(root));
  return (
    <nav aria-label={t('regionPath')}>
      <ol className={css.trail}>
        {steps.map(({ path, name }, index) => {
          const last = index === steps.length - 1;
          return (
            <li key={path} className={css.step}>
              {index > 0 && <Icon name="chevron-right" size={16} />}
              {last ? (
                <span aria-current="location">{name}</span>
              ) : (
                <button type="button" className={css.go} onClick={() => onGo(path)}>
                  {name}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
