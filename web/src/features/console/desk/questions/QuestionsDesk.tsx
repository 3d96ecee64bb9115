import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStore } from '../../../../app/store.js';
import { EmptyState } from '../../../../ui/EmptyState.js';
import { Select } from '../../../../ui/Field.js';
import { Skeleton } from '../../../../ui/Skeleton.js';
import { Switch } from '../../../../ui/Switch.js';
import listCss from '../../../questions/Questions.module.css';
import { useAct } from '../../shell/use-act.js';
import deskCss from '../Desk.module.css';
import { useDesk, useDeskMay } from '../DeskContext.js';
import { DeskQuestion } from './DeskQuestion.js';
import { piles } from './question-queue.js';
import css from './QuestionsDesk.module.css';

const pileNames = ['waiting', 'listed', 'done'] as const;

/** What citizens ask: what waits for a decision, what everyone sees, what is done. */
export function QuestionsDesk() {
  const { t } = useTranslation(['deskQuestions', 'common']);
  const { local, number } = useLanguage();
  const { connection, me, questions } = useDesk();
  const known = useStore(me.state) !== null;
  const mayModerate = useDeskMay('question.moderate');
  const queue = useStore(questions.state);
  const mayDirect = useDeskMay('question.direct');
  const act = useAct();
  const [chosen, setChosen] = useState('/');
  if (known && !mayModerate) return <EmptyState icon="question" title={t('notYours')} />;
  if (!queue)
    return (
      <div className={listCss.loading} role="status" aria-label={t('common:loading')}>
        <Skeleton height="3em" />
        <Skeleton height="3em" />
      </div>
    );
  const places = new Map(
    queue.questions.flatMap((one) =>
      one.regionPath && one.regionName ? [[one.regionPath, local(one.regionName)]] : [],
    ),
  );
  const path = places.has(chosen) ? chosen : '/';
  const sorted = piles(queue.questions.filter((one) => path === '/' || one.regionPath === path));
  const count = pileNames.reduce((sum, name) => sum + sorted[name].length, 0);
  return (
    <div className={listCss.panel}>
      <div className={css.bar}>
        {places.size > 1 && (
          <Select
            label={t('from')}
            labelHidden
            value={path}
            options={[['/', t('everywhere')], ...[...places].sort((a, b) => a[1].localeCompare(b[1]))]}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        {mayDirect && (
          <Switch
            label={t('openSwitch')}
            checked={queue.open}
            onChange={(open) => act(connection.send('question:configure', { open }))}
          />
        )}
      </div>
      {count === 0 ? (
        <EmptyState icon="question" title={t('emptyTitle')} text={t('emptyText')} />
      ) : (
        <div className={deskCss.scroll} tabIndex={0} role="region" aria-label={t('title')}>
          {pileNames.map(
            (name) =>
              sorted[name].length > 0 && (
                <section key={name} aria-label={t(name)}>
                  <h3 className={css.pile}>
                    {t(name)} <span className="tabular">{number(sorted[name].length)}</span>
                  </h3>
                  <ul className={listCss.list}>
                    {sorted[name].map((question) => (
                      <DeskQuestion
                        key={question.id}
                        question={question}
                        onScreen={question.id === queue.shownId}
                        others={[...sorted.listed, ...sorted.waiting]}
                      />
                    ))}
                  </ul>
                </section>
              ),
          )}
        </div>
      )}
    </div>
  );
}
