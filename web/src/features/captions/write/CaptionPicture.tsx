import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../app/store.js';
import { Button } from '../../../ui/Button.js';
import { Picture } from '../../watch/player/Picture.js';
import { Slate } from '../../watch/player/Slate.js';
import { CaptionLines } from '../CaptionLines.js';
import type { Booth } from './booth.js';
import css from './CaptionPage.module.css';

/** The programme with its captions, as viewers see them. */
export function CaptionPicture({ booth: { viewer, programme, captions }, rally }: { booth: Booth; rally: RallyView }) {
  const { t } = useTranslation(['captionWriter', 'watch']);
  const view = useStore(viewer.state);
  const { needsTap } = useStore(viewer.sound.state);
  const shown = useStore(programme.state);
  const levels = useStore(programme.levels);
  const mainVideo = useRef<HTMLVideoElement>(null);
  return (
    <div className={css.picture}>
      {isStageOpen(rally.state) ? (
        <Picture programme={shown} view={view} levels={levels} mainVideo={mainVideo} />
      ) : (
        <Slate title={t('captionWriter:notOpen')} />
      )}
      <CaptionLines captions={captions} />
      {needsTap && (
        <Button kind="main" icon="volume-off" className={css.tap} onClick={() => viewer.sound.unmute()}>
          {t('watch:tapForSound')}
        </Button>
      )}
    </div>
  );
}
