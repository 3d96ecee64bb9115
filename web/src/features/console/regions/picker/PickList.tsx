import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import css from './RegionPicker.module.css';

interface PickListProps {
  /** Undefined while they are fetched. */
  regions: readonly RegionView[] | undefined;
  /** What to say where there is none. */
  empty: string | null;
  onPick: (path: string) => void;
  onLook: (path: string) => void;
}

/** Regions to choose from; those with others inside can be opened. */
export function PickList({ regions, empty, onPick, onLook }: PickListProps) {
  const { t } = useTranslation('console');
  const { local } = useLanguage();
  if (!regions) {
    return (
      <div className={css.list}>
        <Skeleton height="44px" />
      </div>
    );
  }
  return (
    <ul className={css.list}>
      {regions.length === 0 && empty && <li className={css.empty}>{empty}</li>}
      {regions.map((region) => {
        const name = local(region.name);
        return (
          <li key={region.path} className={css.row}>
            <button type="button" className={css.take} onClick={() => onPick(region.path)}>
              <span>{name}</span>
              <span className={css.code}>{region.code}</span>
            </button>
            {region.hasChildren && (
              <IconButton
                icon="chevron-right"
                label={t('insideRegion', { name })}
                onClick={() => onLook(region.path)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
