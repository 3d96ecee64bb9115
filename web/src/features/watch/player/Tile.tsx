import type { ProgrammeView } from '@sammelan/shared/stage/stage.dto.js';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/Avatar.js';
import { classNames } from '../../../ui/class-names.js';
import css from './Picture.module.css';

interface TileProps {
  seat: ProgrammeView['seats'][number];
  /** The picture to show; without one the name stands in its place. */
  stream: MediaStream | undefined;
  fit: 'contain' | 'cover';
  speaking: boolean;
  /** Write the name on the picture, where several are shown. */
  named: boolean;
  /** Why there is no picture. */
  absence: string;
  /** The picture should move and does not: words say so, rather than a frozen face. */
  stalled?: boolean;
  className?: string | undefined;
  videoRef?: RefObject<HTMLVideoElement | null> | undefined;
}

/** One seat's picture. Always muted: voices have players of their own, so no browser refuses to play it. */
export function Tile({ seat, stream, fit, speaking, named, absence, stalled, className, videoRef }: TileProps) {
  return (
    <figure className={classNames(css.tile, speaking && css.speaking, className)}>
      {stream ? (
        <Video stream={stream} fit={fit} label={seat.name} stalled={stalled ?? false} videoRef={videoRef} />
      ) : (
        <div className={css.absent}>
          <Avatar name={seat.name} size={72} />
          <p>{absence}</p>
        </div>
      )}
      {named && <figcaption className={css.name}>{seat.name}</figcaption>}
    </figure>
  );
}

function Video({
  stream,
  fit,
  label,
  stalled,
  videoRef,
}: {
  stream: MediaStream;
  fit: 'contain' | 'cover';
  label: string;
  stalled: boolean;
  videoRef: TileProps['videoRef'];
}) {
  const { t } = useTranslation('watch');
  const [shown, setShown] = useState<MediaStream | null>(null);
  const own = useRef<HTMLVideoElement>(null);
  useImperativeHandle(videoRef, () => own.current as HTMLVideoElement, []);
  useEffect(() => {
    const video = own.current;
    if (!video || video.srcObject === stream) return;
    video.srcObject = stream;
    // A muted video is refused only while the tab saves power; it plays when somebody looks.
    video.play().catch(() => undefined);
  }, [stream]);
  const waiting = shown !== stream;
  return (
    <>
      <video
        ref={own}
        className={css.video}
        style={{ objectFit: fit }}
        aria-label={`${t('player')}: ${label}`}
        onLoadedData={() => setShown(stream)}
        muted
        autoPlay
        playsInline
        disableRemotePlayback
      />
      {(waiting || stalled) && (
        <p className={css.waiting} role="status">
          {waiting ? t('loadingPicture') : t('pictureBack')}
        </p>
      )}
    </>
  );
}
