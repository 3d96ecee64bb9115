import { useLayoutEffect, useRef, useState } from 'react';

/** This close to the end counts as reading along. */
const nearPx = 48;
/** This close to the beginning asks for older ones. */
const topPx = 240;

interface Edges {
  /** Changes when something is added at the beginning. */
  first: unknown;
  /** Changes when something is added at the end. */
  last: unknown;
}

/**
 * Keeps a list that grows at both ends where the reader is: at the newest while they read along, else on the same line.
 * `list` is the scrolling element; `behind` is true while newer ones lie below.
 */
export function useFollow({ first, last }: Edges, onTop: () => void) {
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const before = useRef({ first, height: 0 });
  const [behind, setBehind] = useState(false);

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { scrollHeight } = element;
    if (follows.current) element.scrollTop = scrollHeight;
    else if (before.current.first !== first) element.scrollTop += scrollHeight - before.current.height;
    else if (before.current.height !== scrollHeight) setBehind(true);
    before.current = { first, height: scrollHeight };
  }, [first, last]);

  // A keyboard that opens or a pane that is resized must not lose the newest.
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    if (follows.current) setBehind(false);
    if (element.scrollTop < topPx) onTop();
  };
  const toNewest = () => {
    follows.current = true;
    setBehind(false);
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  };
  return { list, behind, onScroll, toNewest, isFollowing: () => follows.current };
}
