import type { ChatRoom } from '@sammelan/shared/chat/chat.dto.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n/use-language.js';
import { useStore } from '../../app/store.js';
import { Tabs } from '../../ui/Tabs.js';
import { PollSheet } from '../polls/PollSheet.js';
import { takesBallots } from '../polls/polls-store.js';
import { PollsPanel } from '../polls/PollsPanel.js';
import { About } from './About.js';
import { ChatTab } from './ChatTab.js';
import css from './Panel.module.css';
import { RoomChoice } from './RoomChoice.js';
import { useVisit } from './VisitContext.js';

export type PanelTab = 'chat' | 'poll' | 'questions' | 'about';

/** Comes when its tab is first opened, and stays. */
const QuestionsPanel = lazy(() => import('../questions/QuestionsPanel.js'));

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
  const { local } = useLanguage();
  const { connection, me, polls, rooms, attendance, shownQuestion } = useVisit();
  const [room, setRoom] = useState<ChatRoom>('rally');
  const region = useStore(attendance.state)?.region;
  const { polls: list } = useStore(polls.state);
  const lastSeq = useStore(rooms.rally.state).log.messages.at(-1)?.seq;
  const [readSeq, setReadSeq] = useState<number | undefined>(undefined);
  const waitingPoll = list.some((poll) => takesBallots(poll) && !poll.myBallot);
  const [asked, setAsked] = useState(tab === 'questions');
  const change = (next: PanelTab) => {
    if (next === 'questions') setAsked(true);
    if (tab === 'chat') setReadSeq(lastSeq);
    onTab(next);
  };
  const changeRoom = (next: ChatRoom) => {
    rooms[next].open();
    setRoom(next);
  };
  const unread = tab !== 'chat' && lastSeq !== undefined && readSeq !== undefined && lastSeq > readSeq;
  const dotLabel = t('somethingNew');
  return (
    <>
      <Tabs<PanelTab>
        className={css.panel}
        label={t('tabs')}
        current={tab}
        onChange={change}
        keepPanels
        aside={
          tab === 'chat' && region && <RoomChoice current={room} region={local(region.name)} onChange={changeRoom} />
        }
        tabs={[
          {
            key: 'chat',
            label: t('tabChat'),
            dot: unread,
            dotLabel,
            panel: <ChatTab rally={rally} current={region ? room : 'rally'} field={field} />,
          },
          { key: 'poll', label: t('tabPoll'), dot: waitingPoll, dotLabel, panel: <PollsPanel store={polls} /> },
          {
            key: 'questions',
            label: t('tabQuestions'),
            panel: asked && (
              <Suspense fallback={null}>
                <QuestionsPanel {...{ rally, connection, me, attendance }} shown={shownQuestion} />
              </Suspense>
            ),
          },
          { key: 'about', label: t('tabAbout'), panel: <About {...{ rally, onChooseRegion }} /> },
        ]}
      />
      <PollSheet store={polls} hidden={tab === 'poll'} />
    </>
  );
}
