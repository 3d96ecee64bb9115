import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { Button } from '../../../../ui/Button.js';
import { Dialog } from '../../../../ui/Dialog.js';
import { Field } from '../../../../ui/Field.js';
import { RegionTrail } from '../RegionTrail.js';
import { codeOf, useChildren, useRegionSearch, useTrail } from '../use-regions.js';
import { PickList } from './PickList.js';
import css from './RegionPicker.module.css';

interface RegionPickerProps {
  open: boolean;
  value: string;
  onPick: (path: string) => void;
  onClose: () => void;
}

/** Chooses a region: go down the tree, or type a name or a PIN code. */
export function RegionPicker({ open, value, onPick, onClose }: RegionPickerProps) {
  const { t } = useTranslation(['console', 'common']);
  return (
    <Dialog open={open} title={t('console:chooseRegion')} closeLabel={t('common:close')} onClose={onClose}>
      <Picking start={value} onPick={onPick} />
    </Dialog>
  );
}

function Picking({ start, onPick }: { start: string; onPick: (path: string) => void }) {
  const { t } = useTranslation('console');
  const { local } = useLanguage();
  const [at, setAt] = useState(start);
  const [typed, setTyped] = useState('');
  const children = useChildren(codeOf(at));
  const found = useRegionSearch(typed);
  const trail = useTrail(at);
  const searching = typed.trim().length >= 2;
  const here = trail.at(-1);
  const look = (path: string) => {
    setTyped('');
    setAt(path);
  };
  return (
    <div className={css.picker}>
      <Field
        label={t('searchRegion')}
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!searching && (
        <>
          <RegionTrail trail={trail} onGo={look} />
          <Button icon="check" wide onClick={() => onPick(at)}>
            {here ? t('anywhereIn', { name: local(here.name) }) : t('everywhere')}
          </Button>
        </>
      )}
      <PickList
        regions={searching ? found.data : children.data}
        empty={searching ? t('noRegionFound') : at === '/' ? t('noRegionsYet') : null}
        onPick={onPick}
        onLook={look}
      />
    </div>
  );
}
