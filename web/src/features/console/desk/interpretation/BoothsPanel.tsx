import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { Bar } from '../../../../ui/Bar.js';
import { Switch } from '../../../../ui/Switch.js';
import { useAct } from '../../shell/use-act.js';
import { useDesk } from '../DeskContext.js';
import listCss from '../programme/ExtraList.module.css';
import css from './BoothsPanel.module.css';
import { useBooths } from './use-booths.js';

/** A whisper in dBov; full scale is 0. */
const quietest = -60;

/** Languages that are interpreted: who is heard, how loud, and whether it goes out. */
export function BoothsPanel() {
  const { t } = useTranslation('desk');
  const { connection, stage } = useDesk();
  const [booths, setBooths] = useBooths(connection);
  const { levels } = useStore(stage.levels);
  const act = useAct();
  if (!booths) return null;
  if (booths.length === 0) return <p className={listCss.none}>{t('boothsNone')}</p>;
  return (
    <ul className={listCss.list}>
      {booths.map(({ language, open, activeSeatId, interpreters }) => {
        const active = interpreters.find(({ seatId }) => seatId === activeSeatId);
        const level = levels[activeSeatId ?? ''] ?? quietest;
        const name = active?.name || t('guest');
        return (
          <li key={language} className={css.booth}>
            <Switch
              label={spokenLanguages[language]}
              checked={open}
              onChange={(wanted) =>
                act(
                  connection
                    .send('interpretation:direct', { language, open: wanted })
                    .then((view) => setBooths(view.booths)),
                )
              }
            />
            <span className={css.who}>
              {active ? (active.muted ? t('boothMuted', { name }) : name) : t('boothEmpty')}
            </span>
            <span>
              <Bar share={Math.max(0, 1 - level / quietest)} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
