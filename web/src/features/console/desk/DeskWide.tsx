import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { useStorePart } from '../../../app/store.js';
import { Tabs } from '../../../ui/Tabs.js';
import { DeskChat } from './chat/DeskChat.js';
import { SilencedPanel } from './chat/SilencedPanel.js';
import { CrowdPanel } from './crowd/CrowdPanel.js';
import css from './Desk.module.css';
import { useDesk } from './DeskContext.js';
import { HoldPanel } from './hold/HoldPanel.js';
import { waitingCount } from './questions/question-queue.js';
import { PollsDesk } from './polls/PollsDesk.js';
import { ProgrammePanel } from './programme/ProgrammePanel.js';
import { GreenRoom } from './stage/GreenRoom.js';
import { QuestionsDesk } from './questions/QuestionsDesk.js';
import { HandsPanel } from './stage/HandsPanel.js';

type SideTab = 'chat' | 'hold' | 'questions' | 'hands' | 'people';

/** The desk on a laptop: all of it in sight. */
export function DeskWide({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('desk');
  const { number } = useLanguage();
  const { stage, silenced, questions, hold } = useDesk();
  const asked = useStorePart(questions.state, (queue) => waitingCount(queue?.questions));
  const held = useStorePart(hold.state, (queue) => queue?.waiting ?? 0);
  const [side, setSide] = useState<SideTab>('chat');
  const hands = useStorePart(stage.state, (view) => view?.hands.length ?? 0);
  const keptOut = useStorePart(silenced.state, (list) => list?.length ?? 0);
  return (
    <div className={css.wide}>
      <GreenRoom rally={rally} onHands={() => setSide('hands')} />
      <ProgrammePanel rally={rally} />
      <Tabs
        className={css.side!}
        keepPanels
        label={t('parts')}
        current={side}
        onChange={setSide}
        tabs={[
          { key: 'chat', label: t('partChat'), panel: <DeskChat rally={rally} active={side === 'chat'} /> },
          {
            key: 'hold',
            label: t('partHold'),
            panel: <HoldPanel active={side === 'hold'} />,
            ...(held > 0 && { count: number(held) }),
          },
          {
            key: 'questions',
            label: t('partQuestions'),
            panel: <QuestionsDesk />,
            ...(asked > 0 && { count: number(asked) }),
          },
          {
            key: 'hands',
            label: t('partHands'),
            panel: <HandsPanel />,
            ...(hands > 0 && { count: number(hands) }),
          },
          {
            key: 'people',
            label: t('partPeople'),
            panel: <SilencedPanel />,
            ...(keptOut > 0 && { count: number(keptOut) }),
          },
        ]}
      />
      <div className={css.below}>
        <PollsDesk rally={rally} />
        <CrowdPanel rally={rally} />
      </div>
    </div>
  );
}
