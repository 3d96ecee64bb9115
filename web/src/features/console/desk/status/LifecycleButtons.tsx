import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../../app/error-text.js';
import { useLanguage } from '../../../../app/i18n/use-language.js';
import { useStorePart } from '../../../../app/store.js';
import { Button } from '../../../../ui/Button.js';
import { showToast } from '../../../../ui/toasts.js';
import { type LifecycleStep, stepsFrom } from '../../rally/lifecycle.js';
import { useMoveRally } from '../../rally/use-rally.js';
import { Confirm } from '../../shell/Confirm.js';
import { useDesk } from '../DeskContext.js';

const nextStates: Partial<Record<RallyState, RallyState>> = {
  draft: 'open',
  scheduled: 'open',
  open: 'live',
  live: 'ended',
};

/** The step that comes next at the desk; the others are with the rally's details. */
const stepFor = (rally: RallyView): LifecycleStep | undefined =>
  stepsFrom(rally).find(({ to }) => to === nextStates[rally.state]);

/** Open the green room, go live, end: always with a question, since everyone sees it. */
export function LifecycleButtons({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('rally');
  const { number } = useLanguage();
  const { attendance } = useDesk();
  const move = useMoveRally(rally.id);
  const [asking, setAsking] = useState(false);
  const watching = useStorePart(attendance.state, (counts) => counts?.now ?? 0);
  const step = stepFor(rally);
  if (!step) return null;
  const ends = step.to === 'ended';
  const act =
    ends && watching > 0
      ? t('endFor', { count: watching, shown: number(watching) })
      : t(ends ? 'endForNone' : step.words);
  const go = () => move.mutate(step.to, { onError: (error) => showToast({ tone: 'problem', text: errorText(error) }) });
  return (
    <>
      <Button
        kind={ends ? 'plain' : 'main'}
        icon={ends ? 'stop' : 'play'}
        busy={move.isPending}
        onClick={() => (step.to === 'open' ? go() : setAsking(true))}
      >
        {t(step.words)}
      </Button>
      <Confirm
        open={asking}
        dangerous={ends}
        title={t(step.words)}
        text={t(`${step.words}-text`)}
        act={act}
        onClose={() => setAsking(false)}
        onAct={go}
      />
    </>
  );
}
