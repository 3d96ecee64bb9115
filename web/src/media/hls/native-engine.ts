import type { EngineHooks, HlsEngine } from './engine.js';

/** Safari's own clock of a stream: the date of its position 0. */
type DatedVideo = HTMLVideoElement & { getStartDate?: () => Date };

const behindSeconds = 6;

/** The browser's own HLS (iPhones). It chooses the picture's size by itself; bytes are those that it tells of. */
export class NativeEngine implements HlsEngine {
  readonly kbps = null;
  private readonly undo: () => void;

  constructor(
    private readonly url: string,
    private readonly video: DatedVideo,
    hooks: EngineHooks,
  ) {
    const onError = () => hooks.onFatal(video.error?.message ?? 'media error');
    video.addEventListener('error', onError);
    this.undo = () => video.removeEventListener('error', onError);
    video.src = url;
  }

  get bytes(): number {
    const folder = this.url.replace(/[^/]*$/, '');
    return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.startsWith(folder))
      .reduce((sum, { transferSize }) => sum + transferSize, 0);
  }

  limit(): void {}

  streamTime(): number | null {
    const start = this.video.getStartDate?.().getTime() ?? NaN;
    return Number.isNaN(start) ? null : start + this.video.currentTime * 1000;
  }

  positionOf(streamTimeMs: number): number | null {
    const start = this.video.getStartDate?.().getTime() ?? NaN;
    return Number.isNaN(start) ? null : Math.max(0, (streamTimeMs - start) / 1000);
  }

  livePosition(): number | null {
    const { seekable } = this.video;
    return seekable.length ? Math.max(seekable.start(0), seekable.end(seekable.length - 1) - behindSeconds) : null;
  }

  renew(): boolean {
    return false;
  }

  rest(): void {}

  resume(): void {}

  close(): void {
    this.undo();
    this.video.removeAttribute('src');
    this.video.load();
  }
}
