import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { IconButton } from '../../ui/IconButton.js';
import { Skeleton } from '../../ui/Skeleton.js';
import css from './RegionPicker.module.css';

interface RegionRowProps {
  region: RegionView;
  onPick: (region: RegionView) => void;
  onEnter: (region: RegionView) => void;
}

/** A press on the name chooses the area; the arrow goes further down. */
export function RegionRow({ region, onPick, onEnter }: RegionRowProps) {
  const { t } = useTranslation('regions');
  const { local } = useLanguage();
  const name = local(region.name);
  return (
    <li className={css.row}>
      <button type="button" className={css.pick} onClick={() => onPick(region)}>
        {name}
      </button>
      {region.hasChildren && (
        <IconButton icon="chevron-right" label={t('inside', { place: name })} onClick={() => onEnter(region)} />
      )}
    </li>
  );
}

export function RegionRowSkeleton({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className={css.list} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={css.waiting}>
          <Skeleton width={`${40 + ((index * 17) % 35)}%`} />
        </div>
      ))}
    </div>
  );
}
