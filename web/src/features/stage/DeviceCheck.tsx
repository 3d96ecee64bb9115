import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/error-text.js';
import { useStore } from '../../app/store.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import css from './DeviceCheck.module.css';
import { DevicePickers } from './DevicePickers.js';
import { LevelMeter } from './LevelMeter.js';
import { RecordedNote } from '../recordings/RecordedNote.js';
import { SelfView } from './SelfView.js';
import { useOwnSeat, useSpeaking } from './SpeakingContext.js';

const nameFits = (name: string): boolean => name.trim().length >= 2 && name.trim().length <= 40;

/** Before the green room: the speaker sees and hears that everything works, and nobody else does. */
export function DeviceCheck() {
  const { t } = useTranslation('stage');
  const { speaker, me, rally } = useSpeaking();
  const { tracks, problems } = useStore(speaker.devices.state);
  const { problem } = useStore(speaker.state);
  const myName = useStore(me.state)?.name ?? '';
  const ownSeat = useOwnSeat();
  const rallyState = useStore(rally.state);
  const [typed, setTyped] = useState<string>();
  const [nameWrong, setNameWrong] = useState(false);
  const name = typed ?? ownSeat?.name ?? myName;

  useEffect(() => {
    void speaker.devices.open();
  }, [speaker]);

  const open = rallyState.kind === 'ready' && isStageOpen(rallyState.rally.state);
  const settled = problems.camera !== undefined && problems.microphone !== undefined;
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (!nameFits(name)) return setNameWrong(true);
    speaker.sit(name.trim());
  };
  const readiness = tracks.microphone
    ? t(tracks.camera ? 'ready' : 'readyAudio')
    : tracks.camera
      ? t('readyVideo')
      : settled
        ? ''
        : t('allow');

  return (
    <form className={css.check} onSubmit={enter} noValidate>
      <header className={css.lead}>
        <h1>{t('checkTitle')}</h1>
        <p className={css.quiet}>{t(ownSeat ? 'returnLead' : 'checkLead')}</p>
      </header>
      <div className={css.mirror}>
        <SelfView track={tracks.camera} />
        <LevelMeter track={tracks.microphone} />
      </div>
      <div className={css.choices}>
        <DevicePickers />
        <Field
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          maxLength={40}
          autoComplete="name"
          error={nameWrong && !nameFits(name) ? t('nameWrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={css.go}>
          <p className={css.ready} role="status">
            {readiness}
          </p>
          {rallyState.kind === 'ready' && <RecordedNote rally={rallyState.rally} />}
          {problem && <p role="alert">{errorText(problem)}</p>}
          <Button kind="main" wide type="submit" disabled={!open || !(tracks.microphone || tracks.camera)}>
            {t(ownSeat ? 'return' : 'enter')}
          </Button>
          {rallyState.kind === 'ready' && !open && <p className={css.quiet}>{t('notOpenYet')}</p>}
        </div>
      </div>
    </form>
  );
}
