import { spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../app/error-text.js';
import { useStore } from '../../../app/store.js';
import { Badge } from '../../../ui/Badge.js';
import { Button } from '../../../ui/Button.js';
import { Chip } from '../../../ui/Chip.js';
import { LevelMeter } from '../../stage/LevelMeter.js';
import { Picture } from '../../watch/player/Picture.js';
import type { Interpreting } from './booth.js';
import css from './InterpretPage.module.css';

/** In the booth: the floor to see and hear, one's own level, and the few things an interpreter does. */
export function BoothDesk({ interpreting }: { interpreting: Interpreting }) {
  const { t } = useTranslation(['booth', 'watch']);
  const { viewer, programme, devices } = interpreting;
  const { language, seatId, booth, link, muted, coughing, problem } = useStore(interpreting.state);
  const { microphone } = useStore(devices.state).tracks;
  const view = useStore(viewer.state);
  const sound = useStore(viewer.sound.state);
  const shown = useStore(programme.state);
  const levels = useStore(programme.levels);
  const mainVideo = useRef<HTMLVideoElement>(null);
  const heard = booth?.activeSeatId === seatId;
  const colleagues = booth?.interpreters.filter((one) => one.seatId !== seatId) ?? [];
  return (
    <div className={css.columns}>
      <div className={css.picture}>
        <Picture programme={shown} view={view} levels={levels} mainVideo={mainVideo} />
        {sound.needsTap && (
          <Button kind="main" icon="volume-off" className={css.tap} onClick={() => viewer.sound.unmute()}>
            {t('watch:tapForSound')}
          </Button>
        )}
      </div>
      <div className={css.desk}>
        <p className={css.status} role="status">
          {link !== 'connected' ? (
            t('booth:connecting')
          ) : !booth?.open ? (
            t('booth:closed')
          ) : heard ? (
            <Badge tone="live" solid>
              {t('booth:heard', { language: language ? spokenLanguages[language] : '' })}
            </Badge>
          ) : (
            t('booth:resting')
          )}
        </p>
        {muted || coughing ? <p className={css.muted}>{t('booth:muted')}</p> : <LevelMeter track={microphone} quiet />}
        <div className={css.buttons}>
          <Button icon={muted ? 'mic-off' : 'mic'} aria-pressed={muted} onClick={() => interpreting.setMuted(!muted)}>
            {t(muted ? 'booth:unmute' : 'booth:mute')}
          </Button>
          <Button
            onPointerDown={() => interpreting.cough(true)}
            onPointerUp={() => interpreting.cough(false)}
            onPointerLeave={() => interpreting.cough(false)}
            onKeyDown={(event) => event.key === ' ' && interpreting.cough(true)}
            onKeyUp={() => interpreting.cough(false)}
            onBlur={() => interpreting.cough(false)}
          >
            {t('booth:cough')}
          </Button>
          {!heard && (
            <Button kind="main" onClick={() => void interpreting.takeOver()}>
              {t('booth:takeOver')}
            </Button>
          )}
          <Button kind="stop" icon="leave" onClick={() => void interpreting.leave()}>
            {t('booth:leave')}
          </Button>
        </div>
        {problem && <p role="alert">{errorText(problem)}</p>}
        <h2 className={css.with}>{t('booth:colleagues')}</h2>
        {colleagues.length === 0 && <p className={css.quiet}>{t('booth:alone')}</p>}
        <ul className={css.colleagues}>
          {colleagues.map((one) => (
            <li key={one.seatId}>
              {one.name || t('booth:unnamed')}
              {one.seatId === booth?.activeSeatId && <Chip tone="accent">{t('booth:isHeard')}</Chip>}
              {!one.connected && <Chip tone="hand">{t('booth:isAway')}</Chip>}
            </li>
          ))}
        </ul>
        <label className={css.floor}>
          {t('booth:floor')}
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            value={sound.muted ? 0 : sound.volume}
            onInput={(event) => {
              viewer.sound.unmute();
              viewer.sound.setVolume(Number(event.currentTarget.value));
            }}
          />
        </label>
      </div>
    </div>
  );
}
