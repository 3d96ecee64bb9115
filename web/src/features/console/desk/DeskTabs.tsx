import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useStorePart } from '../../../app/store.js';
import { type Tab, Tabs } from '../../../ui/Tabs.js';
import { DeskChat } from './chat/DeskChat.js';
import { SilencedPanel } from './chat/SilencedPanel.js';
import { CrowdPanel } from './crowd/CrowdPanel.js';
import css from './Desk.module.css';
import { useDesk } from './DeskContext.js';
import { HoldPanel } from './hold/HoldPanel.js';
import { waitingCount } from './questions/question-queue.js';
import { PollsDesk } from './polls/PollsDesk.js';
import { ProgrammePicture } from './programme/ProgrammePicture.js';
import { StageTab } from './stage/StageTab.js';
import { QuestionsDesk } from './questions/QuestionsDesk.js';
import { HandsPanel } from './stage/HandsPanel.js';

type DeskTab = 'stage' | 'chat' | 'hold' | 'questions' | 'hands' | 'polls' | 'crowd' | 'people';

/** The desk on a phone: the programme stays in sight, the rest is a tab away. */
export function DeskTabs({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { number } = useLanguage();
  const { stage, silenced, questions, hold } = useDesk();
  const asked = useStorePart(questions.state, (queue) => waitingCount(queue?.questions));
  const [current, setCurrent] = useState<DeskTab>('stage');
  const held = useStorePart(hold.state, (queue) => queue?.waiting ?? 0);
  const hands = useStorePart(stage.state, (view) => view?.hands.length ?? 0);
  const keptOut = useStorePart(silenced.state, (list) => list?.length ?? 0);
  const counted = (count: number) => (count > 0 ? { count: number(count) } : {});
  const tabs: Tab<DeskTab>[] = [
    { key: 'stage', label: t('partStage'), panel: <StageTab rally={rally} onHands={() => setCurrent('hands')} /> },
    { key: 'chat', label: t('partChat'), panel: <DeskChat rally={rally} active={current === 'chat'} /> },
    { key: 'hold', label: t('partHold'), panel: <HoldPanel active={current === 'hold'} />, ...counted(held) },
    { key: 'questions', label: t('partQuestions'), panel: <QuestionsDesk />, ...counted(asked) },
    { key: 'hands', label: t('partHands'), panel: <HandsPanel />, ...counted(hands) },
    { key: 'polls', label: t('partPolls'), panel: <PollsDesk rally={rally} /> },
    { key: 'crowd', label: t('partCrowd'), panel: <CrowdPanel rally={rally} /> },
    { key: 'people', label: t('partPeople'), panel: <SilencedPanel />, ...counted(keptOut) },
  ];
  return (
    <>
      <div className={css.pinned}>
        <ProgrammePicture rally={rally} />
      </div>
      <Tabs className={css.tabs} label={t('parts')} current={current} onChange={setCurrent} tabs={tabs} />
    </>
  );
}
