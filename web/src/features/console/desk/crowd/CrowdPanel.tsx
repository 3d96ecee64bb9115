import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../../app/error-text.js';
import { useStore } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { ErrorState } from '../../../../ui/EmptyState.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { RegionTrail } from '../../regions/RegionTrail.js';
import { useTrail } from '../../regions/use-regions.js';
import deskCss from '../Desk.module.css';
import { useDesk } from '../DeskContext.js';
import { CrowdChart } from './CrowdChart.js';
import { CrowdDownloads } from './CrowdDownloads.js';
import css from './CrowdPanel.module.css';
import { CrowdTable } from './CrowdTable.js';
import { crowdRoot } from './use-crowd.js';

/** Who is there: a tree of areas to go down in, with a chart of the one in hand. */
export function CrowdPanel({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['deskCrowd', 'common']);
  const { tree, me } = useDesk();
  const state = useStore(tree.state);
  const grants = useStore(me.state)?.grants;
  const [chosen, setChosen] = useState<string | null>(null);
  const root = grants ? crowdRoot(grants, rally.id) : null;
  const trail = useTrail(state.path ?? '/');
  useEffect(() => {
    if (root !== null && tree.state.get().path === null) void tree.open(root);
  }, [root, tree]);
  // A top with one region in it (one state) says nothing: what is looked at first is that region's children.
  const only = state.kind === 'ready' && state.path === '/' && state.tree.rows.length === 1 ? state.tree.rows[0] : null;
  const onlyPath = chosen === null && only?.hasChildren ? only.path : null;
  useEffect(() => {
    if (onlyPath) void tree.open(onlyPath);
  }, [onlyPath, tree]);
  const open = (path: string) => {
    setChosen(path);
    void tree.open(path);
  };
  return (
    <section className={css.panel} aria-label={t('deskCrowd:title')}>
      <div className={deskCss.bar}>
        <h2>{t('deskCrowd:title')}</h2>
        <div className={css.trail}>
          <RegionTrail trail={trail} root={root ?? '/'} onGo={open} />
        </div>
        <CrowdDownloads rally={rally} />
      </div>
      <div className={css.halves}>
        {state.kind === 'ready' ? (
          <CrowdTable rally={rally} tree={state.tree} chosen={chosen} onOpen={open} onChoose={setChosen} />
        ) : state.kind === 'failed' ? (
          <ErrorState
            title={errorText(state.error)}
            action={<Button onClick={() => void tree.open(state.path)}>{t('common:retry')}</Button>}
          />
        ) : (
          <Skeleton height="100%" />
        )}
        {state.path !== null && <CrowdChart rallyId={rally.id} path={chosen ?? state.path} />}
      </div>
    </section>
  );
}
