import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../app/store.js';
import { ConnectionBar } from '../../../../realtime/ConnectionBar.js';
import { Badge } from '../../../../ui/Badge.js';
import { IconButton } from '../../../../ui/IconButton.js';
import { Picture } from '../../../watch/player/Picture.js';
import { Slate } from '../../../watch/player/Slate.js';
import { useDesk } from '../DeskContext.js';
import css from './Programme.module.css';

/** What goes out, or what will when the rally goes live; with its sound. */
export function ProgrammePicture({ rally }: { rally: RallyView }) {
  const { t } = useTranslation(['desk', 'common']);
  const { viewer, stage, previews } = useDesk();
  const view = useStore(viewer.state);
  const sound = useStore(viewer.sound.state);
  const shown = useStore(stage.state);
  const levels = useStore(stage.levels);
  const box = useRef<HTMLDivElement>(null);
  const mainVideo = useRef<HTMLVideoElement>(null);
  const ids = shown?.programme.seats.map(({ id }) => id).join(' ') ?? '';

  useEffect(() => {
    const seatIds = ids.split(' ').filter(Boolean);
    previews.airing(seatIds);
    // Before the rally is live nothing goes out: what is prepared is seen as a preview.
    const stops = seatIds.map((seatId) => previews.watch(seatId));
    return () => stops.forEach((stop) => stop());
  }, [previews, ids]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && viewer.setShownHeight(entry.contentRect.height));
    observer.observe(element);
    return () => observer.disconnect();
  }, [viewer]);

  const over = rally.state === 'ended' || rally.state === 'archived';
  const nobodyYet = rally.state === 'open' && shown?.programme.seats.length === 0;
  const silent = sound.muted || sound.needsTap;
  return (
    <div ref={box} className={css.picture} role="group" aria-label={t('desk:programmePicture')}>
      <ConnectionBar />
      {nobodyYet ? (
        <Slate title={t('desk:nobodyYetTitle')} text={t('desk:nobodyYetText')} />
      ) : isStageOpen(rally.state) ? (
        <Picture programme={shown?.programme ?? null} view={view} levels={levels} mainVideo={mainVideo} />
      ) : (
        <Slate
          title={t(over ? 'desk:endedTitle' : 'desk:notYetTitle')}
          text={t(over ? 'desk:endedText' : 'desk:notYetText')}
        />
      )}
      {isStageOpen(rally.state) && (
        <>
          <p className={css.badges}>
            <Badge solid tone={rally.state === 'live' ? 'live' : 'quiet'}>
              {t(rally.state === 'live' ? 'common:live' : 'desk:prepared')}
            </Badge>
          </p>
          <IconButton
            kind="over-video"
            className={css.sound}
            icon={silent ? 'volume-off' : 'volume'}
            label={t(silent ? 'desk:sound' : 'desk:soundOff')}
            onClick={() => (silent ? viewer.sound.unmute() : viewer.sound.mute())}
          />
        </>
      )}
    </div>
  );
}
