import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useTranslation } from 'react-i18next';
import { useStore, useStorePart } from '../../app/store.js';
import { useVisit } from '../watch/VisitContext.js';
import { interpretationOf } from './player-interpretation.js';
import css from './Interpretation.module.css';

/** Says that the floor is heard in place of the interpreter, where one was chosen. */
export default function VoiceNotice() {
  const { t } = useTranslation('interpretation');
  const { connection, viewer } = useVisit();
  const { channels, language, heard } = useStore(interpretationOf(connection, viewer).state);
  const way = useStorePart(viewer.state, (state) => (state.status === 'playing' ? state.way : null));
  if (language === null || heard || way === null) return null;
  const there = channels.some((channel) => channel.language === language);
  // By HLS nobody here knows whether the interpreter speaks: it is mixed already.
  if (there && way === 'hls') return null;
  return (
    <p className={css.notice} role="status">
      {t(there ? 'silent' : 'away', { language: spokenLanguages[language] })}
    </p>
  );
}
