import { type RefObject, useEffect, useState } from 'react';

interface IosVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

/** Full screen of the whole player; on iPhones, which know only the video's own, of the main picture. */
export function useFullscreen(box: RefObject<HTMLElement | null>, mainVideo: RefObject<HTMLVideoElement | null>) {
  const [active, setActive] = useState(false);
  useEffect(() => {
    const onChange = () => setActive(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, []);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (box.current?.requestFullscreen) void box.current.requestFullscreen().catch(() => undefined);
    else (mainVideo.current as IosVideo | null)?.webkitEnterFullscreen?.();
  };
  return { active, toggle };
}
