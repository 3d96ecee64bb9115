import { type Layout, layouts, layoutSeats } from '@sammelan/shared/stage/stage.rules.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { Icon } from '../../../../ui/Icon.js';
import type { IconName } from '../../../../ui/icons.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import css from './Programme.module.css';
import { inLayout } from './programme-moves.js';

const marks: Record<Layout, IconName> = {
  single: 'layout-single',
  'side-by-side': 'layout-side',
  'picture-in-picture': 'layout-pip',
  slate: 'layout-slate',
};

/** How the programme is laid out; a layout that there are too few speakers for says so. */
export function LayoutSwitcher() {
  const { t } = useTranslation('desk');
  const { stage } = useDesk();
  const view = useStore(stage.state);
  const act = useAct();
  return (
    <div className={css.layouts} role="group" aria-label={t('layouts')}>
      {layouts.map((layout) => {
        const next = view && inLayout(view.programme, layout, view.seats, stage.onAirBefore);
        const name = t(`layout-${layout}`);
        const missing =
          layoutSeats[layout].min > 1 ? t('layoutNeedsTwo', { layout: name }) : t('layoutNeedsOne', { layout: name });
        return (
          <button
            key={layout}
            type="button"
            className={css.layout}
            aria-pressed={view?.programme.layout === layout}
            aria-label={next ? name : missing}
            title={next ? name : missing}
            disabled={!next}
            onClick={() => next && act(stage.direct(next))}
          >
            <Icon name={marks[layout]} />
            <span className={css.layoutName}>{name}</span>
          </button>
        );
      })}
    </div>
  );
}
