import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.js';
import css from './SelfView.module.css';

/** The speaker's own picture, as in a mirror; 16:9 whatever the camera sends. */
export function SelfView({ track }: { track: MediaStreamTrack | undefined }) {
  const { t } = useTranslation('stage');
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  return (
    <div className={css.frame}>
      {/* Mirrored: everybody knows their own face from mirrors. Viewers get it the right way round. */}
      <video ref={video} className={css.video} aria-label={t('preview')} muted autoPlay playsInline hidden={!track} />
      {!track && (
        <p className={css.off}>
          <Icon name="camera-off" size={28} />
          {t('cameraIsOff')}
        </p>
      )}
    </div>
  );
}
