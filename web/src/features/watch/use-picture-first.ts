import { useEffect, useState } from 'react';

/** No longer than an eye needs to find its way about a new page. */
const maxDelayMs = 300;

/**
 * Where a picture is to come, the words beside it are drawn when it is there or a moment later: drawing them takes the
 * page's one thread longer than anything else on the way to the first frame. Gives whether to draw them, and what to call
 * when the picture has come.
 */
export function usePictureFirst(hasPicture: boolean): [boolean, () => void] {
  const [isWhole, setWhole] = useState(!hasPicture);
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), maxDelayMs);
    return () => clearTimeout(timer);
  }, []);
  return [isWhole, () => setWhole(true)];
}
