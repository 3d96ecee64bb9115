import type { PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useLanguage } from '../../../app/i18n/use-language.js';
import { Button } from '../../../ui/Button.js';
import { Chip } from '../../../ui/Chip.js';
import { showToast } from '../../../ui/toasts.js';
import { Confirm } from '../shell/Confirm.js';
import rows from '../shell/rows.module.css';
import { isStopped, pushTones } from './push-tones.js';
import css from './Streams.module.css';
import { useRemovePush, useSwitchPush } from './use-streams.js';

const failed = { onError: (error: unknown) => showToast({ tone: 'problem', text: errorText(error) }) };

/** One service: how sending to it goes, and the switch. */
export function PushRow({ rallyId, target }: { rallyId: string; target: PushTargetView }) {
  const { t } = useTranslation('streams');
  const { number } = useLanguage();
  const [asking, setAsking] = useState(false);
  const change = useSwitchPush(rallyId);
  const remove = useRemovePush(rallyId);
  const { id, name, url, rung, state, trouble, kbps } = target;
  const on = isStopped(state);
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>{name}</p>
        <p className={rows.facts}>
          <Chip tone={pushTones[state]}>{t(`state-${state}`)}</Chip>
          {state === 'live' && <span className="tabular">{t('kbps', { kbps: number(kbps) })}</span>}
          <span>{t(`rung-${rung}`)}</span>
          <span dir="ltr">{url}</span>
        </p>
        {trouble && <p className={css.trouble}>{t(`trouble-${trouble}`)}</p>}
      </div>
      <div className={rows.acts}>
        <Button kind={on ? 'main' : 'quiet'} busy={change.isPending} onClick={() => change.mutate({ id, on }, failed)}>
          {t(on ? 'start' : 'stop')}
        </Button>
        <Button kind="quiet" busy={remove.isPending} onClick={() => setAsking(true)}>
          {t('remove')}
        </Button>
      </div>
      <Confirm
        open={asking}
        dangerous
        title={t('removeTitle', { name })}
        text={t('removeText')}
        act={t('remove')}
        onClose={() => setAsking(false)}
        onAct={() =>
          remove.mutate(id, { onSuccess: () => showToast({ tone: 'done', text: t('removed', { name }) }), ...failed })
        }
      />
    </li>
  );
}
