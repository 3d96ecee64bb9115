import { unsigned } from './signed-address.js';

/**
 * Bytes that came over the line from below a folder, headers and all, as the browser counts them: hls.js sees playlists
 * unpacked, five times their size. Stays 0 where the browser does not tell (another origin that does not allow it).
 */
export class WireCount {
  bytes = 0;
  private readonly observer: PerformanceObserver | undefined;

  /** @param places files whose folders are counted; asked for each time */
  constructor(places: () => string[]) {
    if (!('PerformanceObserver' in globalThis)) return;
    this.observer = new PerformanceObserver((list) => {
      const folders = places().map((url) => unsigned(new URL('.', new URL(url, location.href)).href));
      for (const { name, transferSize } of list.getEntries() as PerformanceResourceTiming[]) {
        if (folders.some((folder) => unsigned(name).startsWith(folder))) this.bytes += transferSize;
      }
    });
    this.observer.observe({ type: 'resource' });
  }

  close(): void {
    this.observer?.disconnect();
  }
}
