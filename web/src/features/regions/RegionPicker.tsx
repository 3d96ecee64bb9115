import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { Button } from '../../ui/Button.js';
import { Sheet } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { Icon } from '../../ui/Icon.js';
import css from './RegionPicker.module.css';
import { RegionRow, RegionRowSkeleton } from './RegionRow.js';
import { useRegionSearch } from './use-region-search.js';

interface RegionPickerProps {
  open: boolean;
  onClose: () => void;
  onPick: (region: RegionView) => void;
}

/** Finds one's area by PIN code, by name, or step by step down the tree; every level can be chosen. */
export function RegionPicker({ open, onClose, onPick }: RegionPickerProps) {
  const { t } = useTranslation(['regions', 'common']);
  return (
    <Sheet open={open} onClose={onClose} title={t('title')} closeLabel={t('common:close')}>
      <Search onPick={onPick} />
    </Sheet>
  );
}

function Search({ onPick }: Pick<RegionPickerProps, 'onPick'>) {
  const { t } = useTranslation(['regions', 'common']);
  const { language, local } = useLanguage();
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState<readonly RegionView[]>([]);
  const last = way.at(-1) ?? null;
  const search = useRegionSearch(typed, last?.code ?? null, language);
  const parent = last ?? (search.kind === 'found' ? search.within : null);
  const enter = (region: RegionView) => {
    setTyped('');
    setWay([...way, region]);
  };
  const above = way.at(-2);
  return (
    <div className={css.search}>
      <Field
        label={t('search')}
        hint={t('hint')}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        inputMode="search"
        autoComplete="postal-code"
        maxLength={80}
      />
      {parent && !typed && (
        <div className={css.way}>
          {last && (
            <Button kind="quiet" icon="chevron-left" onClick={() => setWay(way.slice(0, -1))}>
              {t('up', { place: above ? local(above.name) : t('top') })}
            </Button>
          )}
          <Button icon="check" onClick={() => onPick(parent)}>
            {t('all', { place: local(parent.name) })}
          </Button>
        </div>
      )}
      <Results
        search={search}
        isPin={/^\S{6}$/.test(typed.trim()) && /^\D*\d/.test(typed)}
        onPick={onPick}
        onEnter={enter}
      />
    </div>
  );
}

function Results({
  search,
  isPin,
  onPick,
  onEnter,
}: {
  search: ReturnType<typeof useRegionSearch>;
  isPin: boolean;
  onPick: (region: RegionView) => void;
  onEnter: (region: RegionView) => void;
}) {
  const { t } = useTranslation(['regions', 'common']);
  if (search.kind === 'loading') return <RegionRowSkeleton rows={8} />;
  if (search.kind === 'failed')
    return (
      <p role="alert" className={css.note}>
        <Icon name="warning" /> {t('failed')}
        <Button icon="refresh" onClick={search.retry}>
          {t('common:retry')}
        </Button>
      </p>
    );
  if (search.regions.length === 0)
    return (
      <p role="status" className={css.note}>
        {isPin ? t('noPin') : t('none')}
      </p>
    );
  return (
    <ul className={css.list} aria-label={t('results')}>
      {search.regions.map((region) => (
        <RegionRow key={region.path} region={region} onPick={onPick} onEnter={onEnter} />
      ))}
    </ul>
  );
}
