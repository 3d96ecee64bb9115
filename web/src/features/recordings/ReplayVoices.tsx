import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useTranslation } from 'react-i18next';
import { useStorePart } from '../../app/store.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import { rememberVoice } from '../interpretation/voice-choice.js';
import type { ReplayFilm } from './replay-film.js';

/** In which language the recording is heard; nothing where nobody interpreted. */
export function ReplayVoices({ film }: { film: ReplayFilm }) {
  const { t } = useTranslation('interpretation');
  const language = useStorePart(film.state, (state) => state.language);
  const { voices } = film.source;
  if (voices.length === 0) return null;
  const choose = (chosen: SpokenLanguage | null) => {
    film.setLanguage(chosen);
    rememberVoice(chosen);
  };
  const shown = voices.some((voice) => voice.language === language) ? language : null;
  return (
    <Menu
      label={t('menu')}
      side="above"
      items={[
        { key: 'floor', label: t('floor'), checked: shown === null, onSelect: () => choose(null) },
        ...voices.map((voice) => ({
          key: voice.language,
          label: spokenLanguages[voice.language],
          checked: shown === voice.language,
          onSelect: () => choose(voice.language),
        })),
      ]}
      trigger={(props) => <IconButton kind="over-video" icon="globe" label={t('menu')} {...props} />}
    />
  );
}
