import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/IconButton.js';
import { Switch } from '../../../../ui/Switch.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import listCss from '../programme/ExtraList.module.css';
import css from './CaptionsPanel.module.css';
import { useCaptionTracks, useNewestCaptions } from './use-caption-tracks.js';

/** Captions as they go out: on or off by language, and the newest lines, each to be taken down. */
export function CaptionsPanel() {
  const { t } = useTranslation('desk');
  const { connection } = useDesk();
  const [tracks, setTracks] = useCaptionTracks(connection);
  const [chosen, setChosen] = useState<SpokenLanguage | null>(null);
  const { languages, off } = tracks ?? { languages: [], off: [] };
  const all = [...new Set([...languages, ...off])];
  const looked = chosen ?? all[0] ?? null;
  const lines = useNewestCaptions(connection, looked);
  const act = useAct();
  if (!tracks) return null;
  if (all.length === 0) return <p className={listCss.none}>{t('captionsNone')}</p>;
  return (
    <>
      <ul className={listCss.list}>
        {all.map((language) => (
          <li key={language} className={css.track}>
            {all.length > 1 && (
              <button
                type="button"
                className={css.look}
                lang={language}
                aria-pressed={language === looked}
                onClick={() => setChosen(language)}
              >
                {spokenLanguages[language]}
              </button>
            )}
            <Switch
              label={t(off.includes(language) ? 'captionsOff' : 'captionsOn', { language: spokenLanguages[language] })}
              checked={!off.includes(language)}
              onChange={(on) => act(connection.send('caption:direct', { language, on }).then(setTracks))}
            />
          </li>
        ))}
      </ul>
      <ol className={listCss.list} lang={looked ?? undefined}>
        {lines.map(({ lineId, text, final }) => (
          <li key={lineId} className={css.line}>
            <span className={css.words} dir="auto" data-final={final}>
              {text}
            </span>
            <IconButton
              icon="trash"
              label={t('captionTakeDown')}
              onClick={() => act(connection.send('caption:remove', { lineId }))}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
