import { type RefObject, useEffect, useRef } from 'react';

/** For one of many beside each other: scrolls its row so that it is in sight while it is the one in use. */
export function useInSight(inUse: boolean): RefObject<HTMLAnchorElement | null> {
  const element = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const row = element.current?.parentElement;
    if (!inUse || !row || !element.current) return;
    const { offsetLeft, offsetWidth } = element.current;
    // The row alone: `scrollIntoView` may move the page too.
    row.scrollLeft = offsetLeft - row.offsetLeft - (row.clientWidth - offsetWidth) / 2;
  }, [inUse]);
  return element;
}
