import { roomKeyOf } from '@sammelan/shared/chat/chat.rules.js';
import { mayAskIn } from '@sammelan/shared/questions/questions.rules.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useStore } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';
import { Button } from '../../ui/Button.js';
import { EmptyState, ErrorState } from '../../ui/EmptyState.js';
import { Select } from '../../ui/Field.js';
import { Skeleton } from '../../ui/Skeleton.js';
import type { AttendanceStore } from '../attendance/attendance-store.js';
import type { MeStore } from '../rallies/me-store.js';
import { AskForm } from './AskForm.js';
import { QuestionItem } from './QuestionItem.js';
import css from './Questions.module.css';
import { QuestionsStore, shownQuestions } from './questions-store.js';
import type { ShownQuestion } from './shown-question.js';

/** Districts: the level at which a question says where it is from. */
const placeLevel = 1;

interface QuestionsPanelProps {
  rally: RallyView;
  connection: Connection;
  me: MeStore;
  attendance: AttendanceStore;
  shown: ShownQuestion;
}

/** The rally's questions: ask, support what others ask, read the answers. */
export default function QuestionsPanel({ rally, connection, me, attendance, shown }: QuestionsPanelProps) {
  const { t } = useTranslation(['questions', 'common']);
  const [store] = useState(() => new QuestionsStore(connection));
  useEffect(() => () => store.close(), [store]);
  const state = useStore(store.state);
  const identityId = useStore(me.state)?.identityId;
  const region = useStore(attendance.state)?.region;
  const shownId = useStore(shown.state)?.id;
  const { status, failure, regionPath } = state;
  const here = region && (roomKeyOf(region.path, placeLevel) ?? region.path);
  if (status === 'failed' && failure)
    return (
      <ErrorState
        title={errorText(failure)}
        action={<Button onClick={() => void store.refresh()}>{t('common:retry')}</Button>}
      />
    );
  const list = shownQuestions(state);
  const ofHere = regionPath !== '/';
  return (
    <div className={css.panel}>
      {region && (
        <div className={css.filter}>
          <Select
            label={t('from')}
            labelHidden
            value={regionPath}
            options={[
              ['/', t('everywhere')],
              [here!, t('mine')],
            ]}
            onChange={(event) => store.choose(event.currentTarget.value)}
          />
        </div>
      )}
      <div className={css.scroll} tabIndex={0} role="region" aria-label={t('from')}>
        {status === 'loading' ? (
          <div className={css.loading} role="status" aria-label={t('common:loading')}>
            <Skeleton height="3.2em" />
            <Skeleton height="3.2em" />
            <Skeleton height="3.2em" />
          </div>
        ) : list.length === 0 ? (
          <EmptyState
            icon="question"
            title={t(ofHere ? 'emptyHere' : 'empty')}
            text={t(ofHere ? 'emptyHereText' : 'emptyText')}
          />
        ) : (
          <ul className={css.list}>
            {list.map((question) => (
              <QuestionItem
                key={question.id}
                question={question}
                own={question.authorId === identityId}
                supported={state.supported.has(question.id)}
                onScreen={question.id === shownId}
                store={store}
              />
            ))}
          </ul>
        )}
      </div>
      <AskForm store={store} open={state.open} now={mayAskIn(rally.state)} asking={state.asking} />
    </div>
  );
}
