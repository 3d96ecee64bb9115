import {
  type SpokenLanguage,
  spokenLanguages,
  spokenLanguageTags,
} from '@sammelan/shared/contract/spoken-languages.js';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { recall, remember } from '../../../app/storage.js';
import { useStore } from '../../../app/store.js';
import { Button } from '../../../ui/Button.js';
import { Select } from '../../../ui/Field.js';
import { Notice } from '../../../ui/Notice.js';
import { LevelMeter } from '../../stage/LevelMeter.js';
import type { BoothState, Interpreting } from './booth.js';
import css from './InterpretPage.module.css';

const key = 'sammelan.booth';
const languages = spokenLanguageTags.map((tag) => [tag, spokenLanguages[tag]] as const);

interface BoothEntryProps {
  interpreting: Interpreting;
  open: boolean;
  ended: BoothState['ended'];
}

/** Before the booth: the microphone works, and the language is the right one. */
export function BoothEntry({ interpreting, open, ended }: BoothEntryProps) {
  const { t } = useTranslation('booth');
  const { devices } = interpreting;
  const { problem } = useStore(interpreting.state);
  const { microphones, chosen, tracks, problems } = useStore(devices.state);
  const [language, setLanguage] = useState<SpokenLanguage>(() => (recall(key) as SpokenLanguage | null) ?? 'en');
  const invitedFor = useStore(interpreting.invitedFor);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const wanted = invitedFor ?? language;
    remember(key, wanted);
    interpreting.enter(wanted);
  };
  return (
    <form className={css.entry} onSubmit={enter}>
      {ended && ended !== 'left' && <Notice tone="hand">{t(`ended-${ended}`)}</Notice>}
      <p>{t('lead')}</p>
      <Select
        label={t('language')}
        options={languages}
        value={invitedFor ?? language}
        disabled={invitedFor !== null}
        onChange={(event) => setLanguage(event.currentTarget.value as SpokenLanguage)}
      />
      <Select
        label={t('microphone')}
        options={
          microphones.length ? microphones.map(({ id, label }) => [id, label || t('microphone')] as const) : [['', '–']]
        }
        disabled={microphones.length === 0}
        value={chosen.microphone ?? ''}
        onChange={(event) => void devices.capture('microphone', event.currentTarget.value)}
      />
      {problems.microphone && <Notice tone="stop">{t('noMicrophone')}</Notice>}
      <LevelMeter track={tracks.microphone} />
      {problem && <p role="alert">{errorText(problem)}</p>}
      {!open && <p className={css.quiet}>{t('notOpen')}</p>}
      <Button kind="main" wide type="submit" disabled={!open || !tracks.microphone || invitedFor === undefined}>
        {t('enter')}
      </Button>
    </form>
  );
}
