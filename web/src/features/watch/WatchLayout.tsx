import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RegionView } from '@sammelan/shared/regions/regions.dto.js';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useAccent } from '../../app/accent.js';
import { errorText } from '../../app/error-text.js';
import { useLanguage } from '../../app/i18n/use-language.js';
import { ConnectionBar } from '../../realtime/ConnectionBar.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/Icon.js';
import { showToast } from '../../ui/toasts.js';
import { takeInviteNote } from '../join/invite-note.js';
import { HandLine } from '../hands/HandLine.js';
import { noteRegionAsked, rememberRegion } from '../regions/own-region.js';
import { FirstVisit } from './FirstVisit.js';
import { Panel, type PanelTab } from './Panel.js';
import { StageArea } from './StageArea.js';
import { TitleBar } from './TitleBar.js';
import { usePictureFirst } from './use-picture-first.js';
import { useVisibleHeight } from './use-visible-height.js';
import { useVisit } from './VisitContext.js';
import css from './WatchLayout.module.css';

const RegionPicker = lazy(() =>
  import('../regions/RegionPicker.js').then((module) => ({ default: module.RegionPicker })),
);

const isOver = (state: RallyView['state']): boolean => state === 'ended' || state === 'archived';

/** Picture, words and panel; one above the other on a phone, side by side on a desk. */
export function WatchLayout({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['watch', 'join']);
  const { local } = useLanguage();
  const { attendance, rooms, hand, slug } = useVisit();
  const [tab, setTab] = useState<PanelTab>('chat');
  const [theatre, setTheatre] = useState(false);
  const [isWhole, complete] = usePictureFirst(rally.state === 'live');
  const [picking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const title = local(rally.title);
  useVisibleHeight();
  useAccent(rally.organisation.accent);
  useEffect(() => {
    document.title = rally.state === 'live' ? t('title', { title }) : title;
  }, [title, rally.state, t]);

  useEffect(() => {
    const note = takeInviteNote();
    if (note) showToast({ tone: 'plain', text: t(`join:note-${note}`) });
  }, [t]);

  const onChooseRegion = () => setPicking(true);
  const onPick = async (region: RegionView) => {
    setPicking(false);
    try {
      await attendance.place(region.code);
      rememberRegion(region.code);
      noteRegionAsked();
      rooms.region.restart();
    } catch (error) {
      showToast({ tone: 'problem', text: errorText(error) });
    }
  };
  const onWrite = () => {
    // At once, so that what is typed right after the key is already the message's.
    flushSync(() => {
      complete();
      setTab('chat');
      setTheatre(false);
    });
    field.current?.focus();
  };
  return (
    <div className={classNames(css.page, theatre && css.theatre)}>
      <main className={css.main} onLoadedDataCapture={complete}>
        <div className={classNames(css.stage, isOver(rally.state) && css.over)}>
          <ConnectionBar />
          <StageArea
            rally={rally}
            theatre={{ active: theatre, toggle: () => setTheatre(!theatre) }}
            onWrite={onWrite}
            whole={isWhole}
          />
        </div>
        <TitleBar rally={rally} onChooseRegion={onChooseRegion} />
        {rally.notice && (
          <p className={css.notice} role="status">
            <Icon name="info" size={18} />
            <span className="visually-hidden">{t('notice')}: </span>
            {rally.notice}
          </p>
        )}
        {rally.description && <p className={css.description}>{local(rally.description)}</p>}
      </main>
      <section className={css.panel} aria-label={t('tabs')}>
        {isWhole && (
          <>
            <FirstVisit onChooseRegion={onChooseRegion} />
            <HandLine hand={hand} slug={slug} />
            <Panel {...{ rally, tab, field, onChooseRegion }} onTab={setTab} />
          </>
        )}
      </section>
      {picking && (
        <Suspense fallback={null}>
          <RegionPicker open onClose={() => setPicking(false)} onPick={(region) => void onPick(region)} />
        </Suspense>
      )}
    </div>
  );
}
