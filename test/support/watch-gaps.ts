import type { Page } from 'playwright-core';

/** What was seen and heard on a page, without regard to the way it came. */
export interface Seen {
  /** Longest time without a new frame in what is on top, ms. */
  pictureGapMs: number;
  /** Longest time in which no element with its voice on moved forward, ms. */
  soundGapMs: number;
  frames: number;
}

/** Runs before a page's own scripts: keeps every media element that plays. */
export const keepElements = (): void => {
  const kept = new Set<HTMLMediaElement>();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    kept.add(this);
    return play.call(this);
  };
  const observer = new MutationObserver(() => document.querySelectorAll('video').forEach((video) => kept.add(video)));
  observer.observe(document, { childList: true, subtree: true });
  Object.assign(globalThis, { keptElements: kept });
};

/** Watches the page from now on, until `seen` is asked for. */
export const beginWatching = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { keptElements } = globalThis as unknown as { keptElements: Set<HTMLMediaElement> };
    const seen = { pictureGapMs: 0, soundGapMs: 0, frames: 0, stopped: false };
    const began = performance.now();
    let [lastFrame, lastSound] = [began, began];
    const places = new WeakMap<HTMLMediaElement, number>();
    const frames = new WeakMap<HTMLVideoElement, number>();
    const look = () => {
      if (seen.stopped) return;
      const now = performance.now();
      const film = document.querySelector('[data-shown="true"]');
      for (const element of keptElements) {
        const moved = element.currentTime !== places.get(element);
        places.set(element, element.currentTime);
        if (moved && !element.muted && !element.paused && element.volume > 0) lastSound = now;
        if (!(element instanceof HTMLVideoElement) || !element.isConnected) continue;
        const total = element.getVideoPlaybackQuality().totalVideoFrames;
        const fresh = total !== frames.get(element);
        frames.set(element, total);
        // What lies under the film is not seen.
        if (
          !fresh ||
          (film && !film.querySelector('[data-current=true]')?.contains(element)) ||
          (!film && element.closest('[data-shown]'))
        )
          continue;
        lastFrame = now;
        seen.frames += 1;
      }
      seen.pictureGapMs = Math.max(seen.pictureGapMs, now - lastFrame);
      seen.soundGapMs = Math.max(seen.soundGapMs, now - lastSound);
      setTimeout(look, 20);
    };
    look();
    Object.assign(globalThis, { seen });
  });

export const seen = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { seen: found } = globalThis as unknown as { seen: Seen & { stopped: boolean } };
    found.stopped = true;
    return { pictureGapMs: found.pictureGapMs, soundGapMs: found.soundGapMs, frames: found.frames };
  });
