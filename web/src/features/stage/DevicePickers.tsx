import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import type { DeviceChoice, DeviceKind } from '../../media/speaker-devices.js';
import { Select } from '../../ui/Field.js';
import { DeviceProblems } from './DeviceProblems.js';
import css from './DevicePickers.module.css';
import { useSpeaking } from './SpeakingContext.js';

/** Camera and microphone by name, and what is wrong with either. */
export function DevicePickers() {
  const { t } = useTranslation('stage');
  const { speaker } = useSpeaking();
  const { cameras, microphones, chosen, problems } = useStore(speaker.devices.state);
  const named = (choices: DeviceChoice[], unnamed: 'unnamedCamera' | 'unnamedMicrophone') =>
    choices.map(({ id, label }, index) => [id, label || t(unnamed, { number: index + 1 })] as const);
  // The place of the choice is there before the choices are, so that nothing moves when they come.
  const picker = (kind: DeviceKind, options: (readonly [string, string])[]) => (
    <Select
      label={t(kind)}
      options={options.length > 0 ? options : [['', problems[kind] ? '–' : t('looking')]]}
      disabled={options.length === 0}
      value={chosen[kind] ?? ''}
      onChange={(event) => void speaker.choose(kind, event.currentTarget.value)}
    />
  );
  return (
    <div className={css.pickers}>
      <DeviceProblems />
      {picker('camera', named(cameras, 'unnamedCamera'))}
      {picker('microphone', named(microphones, 'unnamedMicrophone'))}
    </div>
  );
}
