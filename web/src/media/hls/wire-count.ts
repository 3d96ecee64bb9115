/**
 * Bytes that came over the line from below a folder, headers and all, as the browser counts them: hls.js sees playlists
 * unpacked, five times their size. Stays 0 where the browser does not tell (another origin that does not allow it).
 */
export class WireCount {
  bytes = 0;
  private readonly observer: PerformanceObserver | undefined;

  /** @param folder the address that names begin with; asked for each time */
  constructor(folder: () => string) {
    if (!('PerformanceObserver' in globalThis)) return;
    this.observer = new PerformanceObserver((list) => {
      for (const { name, transferSize } of list.getEntries() as PerformanceResourceTiming[]) {
        if (name.startsWith(folder())) this.bytes += transferSize;
      }
    });
    this.observer.observe({ type: 'resource' });
  }

  close(): void {
    this.observer?.disconnect();
  }
}
