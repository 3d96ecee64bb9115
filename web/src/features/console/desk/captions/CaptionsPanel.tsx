import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/IconButton.js';
import { Switch } from '../../../../ui/Switch.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import css from './CaptionsPanel.module.css';
import { useCaptionTracks, useNewestCaptions } from './use-caption-tracks.js';

/** Captions as they go out: on or off by language, and the newest lines, each to be taken down. Nothing where there are none. */
export function CaptionsPanel() {
  const { t } = useTranslation('desk');
  const { connection } = useDesk();
  const [{ languages, off }, setTracks] = useCaptionTracks(connection);
  const [chosen, setChosen] = useState<SpokenLanguage | null>(null);
  const all = [...new Set([...languages, ...off])];
  const looked = chosen ?? all[0] ?? null;
  const lines = useNewestCaptions(connection, looked);
  const act = useAct();
  if (all.length === 0) return null;
  return (
    <section className={css.panel} aria-label={t('captions')}>
      <h3 className={css.title}>{t('captions')}</h3>
      <ul className={css.list}>
        {all.map((language) => (
          <li key={language} className={css.track}>
            <button
              type="button"
              className={css.look}
              lang={language}
              aria-pressed={language === looked}
              onClick={() => setChosen(language)}
            >
              {spokenLanguages[language]}
            </button>
            <Switch
              label={t(off.includes(language) ? 'captionsOff' : 'captionsOn', { language: spokenLanguages[language] })}
              checked={!off.includes(language)}
              onChange={(on) => act(connection.send('caption:direct', { language, on }).then(setTracks))}
            />
          </li>
        ))}
      </ul>
      <ol className={css.list} lang={looked ?? undefined}>
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
    </section>
  );
}
