import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { Chip } from '../../../ui/Chip.js';
import { showToast } from '../../../ui/toasts.js';
import { isStopped, pushTones } from './push-tones.js';
import css from './Streams.module.css';
import { usePushTargets, useSwitchPush } from './use-streams.js';

/** At the desk: where else the programme goes, each to be started and stopped by a press. Nothing where there is nowhere. */
export function PushStrip({ rally }: { rally: RallyView }) {
  const { t } = useTranslation('streams');
  const targets = usePushTargets(rally.id).data ?? [];
  const change = useSwitchPush(rally.id);
  if (targets.length === 0) return null;
  return (
    <ul className={css.strip} aria-label={t('pushTitle')}>
      {targets.map(({ id, name, state, trouble }) => (
        <li key={id} title={trouble ? t(`trouble-${trouble}`) : t(isStopped(state) ? 'start' : 'stop')}>
          <Chip
            tone={pushTones[state]}
            icon={isStopped(state) ? 'play' : 'stop'}
            onClick={() =>
              change.mutate(
                { id, on: isStopped(state) },
                { onError: (error) => showToast({ tone: 'problem', text: errorText(error) }) },
              )
            }
          >
            {name}: {t(`state-${state}`)}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
