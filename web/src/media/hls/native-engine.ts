import type { EngineHooks, HlsEngine } from './engine.js';

/** Safari's own clock of a stream: the date of its position 0. */
type DatedVideo = HTMLVideoElement & { getStartDate?: () => Date; audioTracks?: Tracks };

/** Safari's list of what a stream can be heard in (HTML, 4.8.11.10); other browsers have none. */
type Tracks = EventTarget & Iterable<{ language: string; enabled: boolean }>;

const behindSeconds = 6;

/** The browser's own HLS (iPhones). It chooses the picture's size by itself; bytes are those that it tells of. */
export class NativeEngine implements HlsEngine {
  readonly kbps = null;
  private readonly undo: () => void;
  private language: string | null = null;

  constructor(
    private readonly url: string,
    private readonly video: DatedVideo,
    hooks: EngineHooks,
  ) {
    const onError = () => hooks.onFatal(video.error?.message ?? 'media error');
    video.addEventListener('error', onError);
    const onTrack = () => this.speak(this.language);
    video.audioTracks?.addEventListener('addtrack', onTrack);
    this.undo = () => {
      video.removeEventListener('error', onError);
      video.audioTracks?.removeEventListener('addtrack', onTrack);
    };
    video.src = url;
  }

  get bytes(): number {
    const folder = this.url.replace(/[^/]*$/, '');
    return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.startsWith(folder))
      .reduce((sum, { transferSize }) => sum + transferSize, 0);
  }

  limit(): void {}

  speak(language: string | null): boolean {
    this.language = language;
    const tracks = [...(this.video.audioTracks ?? [])];
    // The floor has no language of its own, and comes first.
    const wanted = language === null ? undefined : tracks.find((track) => track.language === language);
    const chosen = wanted ?? tracks.find((track) => !track.language) ?? tracks[0];
    for (const track of tracks) if (track.enabled !== (track === chosen)) track.enabled = track === chosen;
    return language === null || wanted !== undefined;
  }

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
