import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import { Tabs } from '../../ui/Tabs.js';
import { PollSheet } from '../polls/PollSheet.js';
import { PollsPanel } from '../polls/PollsPanel.js';
import { About } from './About.js';
import { ChatTab } from './ChatTab.js';
import css from './Panel.module.css';
import { useVisit } from './VisitContext.js';

export type PanelTab = 'chat' | 'poll' | 'about';

interface PanelProps {
  rally: RallyView;
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  onChooseRegion: () => void;
}

/** Chat, poll and about; a dot where something is new behind a tab that is not open. */
export function Panel({ rally, tab, onTab, field, onChooseRegion }: PanelProps) {
  const { t } = useTranslation('watch');
  const { polls, rooms } = useVisit();
  const { polls: list } = useStore(polls.state);
  const lastSeq = useStore(rooms.rally.state).log.messages.at(-1)?.seq;
  const [readSeq, setReadSeq] = useState<number | undefined>(undefined);
  const waitingPoll = list.some(({ state, myBallot }) => state === 'open' && !myBallot);
  const change = (next: PanelTab) => {
    if (tab === 'chat') setReadSeq(lastSeq);
    onTab(next);
  };
  const unread = tab !== 'chat' && lastSeq !== undefined && readSeq !== undefined && lastSeq > readSeq;
  return (
    <>
      <Tabs<PanelTab>
        className={css.panel}
        label={t('tabs')}
        current={tab}
        onChange={change}
        keepPanels
        tabs={[
          {
            key: 'chat',
            label: t('tabChat'),
            dot: unread,
            dotLabel: t('somethingNew'),
            panel: <ChatTab {...{ rally, field, onChooseRegion }} />,
          },
          {
            key: 'poll',
            label: t('tabPoll'),
            dot: waitingPoll,
            dotLabel: t('somethingNew'),
            panel: <PollsPanel store={polls} />,
          },
          { key: 'about', label: t('tabAbout'), panel: <About {...{ rally, onChooseRegion }} /> },
        ]}
      />
      <PollSheet store={polls} hidden={tab === 'poll'} />
    </>
  );
}
