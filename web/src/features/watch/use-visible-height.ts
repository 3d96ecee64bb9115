import { useEffect } from 'react';

/**
 * iPhones lay the keyboard over the page and tell only the visual viewport. The page takes its height from there, so that
 * the picture stays in view above and the composer above the keyboard.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const apply = () => {
      // A page that somebody zoomed into is left alone.
      if (viewport.scale > 1.01) return;
      document.documentElement.style.setProperty('--visible-height', `${viewport.height}px`);
      if (viewport.offsetTop > 0) scrollTo(0, 0);
    };
    apply();
    viewport.addEventListener('resize', apply);
    return () => viewport.removeEventListener('resize', apply);
  }, []);
}
