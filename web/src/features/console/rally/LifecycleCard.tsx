import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Card } from '../../../ui/Card.js';
import { useWatching } from '../rallies/use-rallies.js';
import { Confirm } from '../shell/Confirm.js';
import { Failure } from '../shell/Failure.js';
import css from './LifecycleCard.module.css';
import { type LifecycleStep, stepsFrom } from './lifecycle.js';
import { useMoveRally } from './use-rally.js';

/** Where the rally can go from where it is; each button says what it does. */
export function LifecycleCard({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rally');
  const move = useMoveRally(rally.id);
  const [asking, setAsking] = useState<LifecycleStep | null>(null);
  const endLabel = useEndLabel(rally);
  // Nobody is told of a rally without being told when.
  const needsTime = (step: LifecycleStep) => step.to === 'scheduled' && rally.startsAt === null;
  const label = (step: LifecycleStep) => (step.words === 'to-ended' ? endLabel : t(step.words));
  return (
    <Card title={t('next')}>
      <ul className={css.steps}>
        {stepsFrom(rally).map((step) => (
          <li key={step.to} className={css.step}>
            <Button
              wide
              kind={step.kind}
              disabled={needsTime(step)}
              busy={move.isPending && move.variables === step.to}
              onClick={() => (step.confirm ? setAsking(step) : move.mutate(step.to))}
            >
              {t(step.words)}
            </Button>
            <p className={css.text}>{t(needsTime(step) ? 'timeFirst' : `${step.words}-text`)}</p>
          </li>
        ))}
      </ul>
      <Failure error={move.error} />
      <Confirm
        open={asking !== null}
        title={asking ? t(asking.words) : ''}
        text={asking ? t(`${asking.words}-text`) : ''}
        act={asking ? label(asking) : ''}
        dangerous={asking?.kind === 'stop'}
        onClose={() => setAsking(null)}
        onAct={() => asking && move.mutate(asking.to)}
      />
    </Card>
  );
}

/** "End for 12,345 people": what the button does, in figures. */
function useEndLabel(rally: RallyView): string {
  const { t } = useTranslation('rally');
  const { number } = useLanguage();
  const watching = useWatching(rally.state === 'live' || rally.state === 'open');
  const count = watching.data?.[rally.id] ?? 0;
  return count ? t('endFor', { count, shown: number(count) }) : t('endForNone');
}
