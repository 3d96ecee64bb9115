import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.js';
import type { DeviceKind, DeviceProblem } from '../../media/speaker-devices.js';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import css from './DevicePickers.module.css';
import { useSpeaking } from './SpeakingContext.js';

const help = {
  denied: 'deviceDenied',
  none: 'deviceNone',
  busy: 'deviceBusy',
  unplugged: 'deviceUnplugged',
  failed: 'deviceFailed',
} as const;

const titles = {
  camera: {
    denied: 'cameraDeniedTitle',
    none: 'cameraNoneTitle',
    busy: 'cameraBusyTitle',
    unplugged: 'cameraUnpluggedTitle',
    failed: 'cameraFailedTitle',
  },
  microphone: {
    denied: 'microphoneDeniedTitle',
    none: 'microphoneNoneTitle',
    busy: 'microphoneBusyTitle',
    unplugged: 'microphoneUnpluggedTitle',
    failed: 'microphoneFailedTitle',
  },
} as const;

/** What is wrong with the camera or the microphone, in plain words, with what to do about it. */
export function DeviceProblems() {
  const { t } = useTranslation('stage');
  const { speaker } = useSpeaking();
  const { problems, replaced } = useStore(speaker.devices.state);
  const wrong = (['camera', 'microphone'] as const).flatMap((kind) => {
    const problem = problems[kind];
    return problem ? [{ kind, problem }] : [];
  });
  if (wrong.some(({ problem }) => problem === 'insecure')) {
    return <Problem title={t('deviceInsecureTitle')} text={t('deviceInsecure')} />;
  }
  return (
    <>
      {replaced && wrong.length === 0 && (
        <Problem title={t('deviceReplaced', { gone: replaced.gone, by: replaced.by })} />
      )}
      {wrong.map(({ kind, problem }) => (
        <KindProblem key={kind} kind={kind} problem={problem} />
      ))}
    </>
  );
}

function KindProblem({ kind, problem }: { kind: DeviceKind; problem: DeviceProblem }) {
  const { t } = useTranslation(['stage', 'common']);
  const { speaker } = useSpeaking();
  if (problem === 'insecure') return null;
  return (
    <Problem title={t(titles[kind][problem])} text={t(help[problem])}>
      <Button icon="refresh" onClick={() => void speaker.devices.capture(kind)}>
        {t('common:retry')}
      </Button>
    </Problem>
  );
}

function Problem({ title, text, children }: { title: string; text?: string; children?: React.ReactNode }) {
  return (
    <div className={css.problem} role="alert">
      <p className={css['problem-title']}>
        <Icon name="warning" size={18} /> {title}
      </p>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}
