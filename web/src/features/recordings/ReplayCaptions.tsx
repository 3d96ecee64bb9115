import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import { rememberedCaptions, rememberCaptionLanguage } from '../captions/caption-choice.js';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';

const isCaptions = ({ kind }: TextTrack): boolean => kind === 'subtitles' || kind === 'captions';

/** What is shown hls.js fetches. */
function show(video: HTMLVideoElement, language: string | null): void {
  for (const track of [...video.textTracks].filter(isCaptions)) {
    track.mode = track.language === language ? 'showing' : 'disabled';
  }
}

/** The captions that came with the picture, in the language that was chosen for live; nothing where there are none. */
export function ReplayCaptions({ video }: { video: HTMLVideoElement }) {
  const { t } = useTranslation('captions');
  const [tracks, setTracks] = useState<readonly TextTrack[]>([]);
  const [language, setLanguage] = useState<string | null>(() => rememberedCaptions().language);
  useEffect(() => {
    const list = video.textTracks;
    const look = () => setTracks([...list].filter(isCaptions));
    look();
    list.addEventListener('addtrack', look);
    list.addEventListener('removetrack', look);
    return () => {
      list.removeEventListener('addtrack', look);
      list.removeEventListener('removetrack', look);
    };
  }, [video]);
  useEffect(() => show(video, language), [video, tracks, language]);
  if (tracks.length === 0) return null;
  const choose = (chosen: string | null) => {
    setLanguage(chosen);
    rememberCaptionLanguage(chosen as SpokenLanguage | null);
  };
  const shown = tracks.some((track) => track.language === language);
  return (
    <Menu
      label={t('menu')}
      side="above"
      items={[
        { key: 'off', label: t('off'), checked: !shown, onSelect: () => choose(null) },
        ...tracks.map((track) => ({
          key: track.language,
          label: t('inLanguage', { language: track.label || track.language }),
          checked: track.language === language,
          onSelect: () => choose(track.language),
        })),
      ]}
      trigger={(props) => (
        <IconButton kind="over-video" icon={shown ? 'captions-on' : 'captions'} label={t('menu')} {...props} />
      )}
    />
  );
}
