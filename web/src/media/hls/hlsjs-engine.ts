import Hls, { type LoaderStats } from 'hls.js';
import type { EngineHooks, HlsEngine } from './engine.js';
import { isSlowLine } from '../slow-line.js';
import { isSigned, signedLike } from './signed-address.js';

// Two and a half segments behind the end: the one that plays, one ahead, and the time until the player hears of the next. Each stall
// adds a second (hls.js), up to three. (Counted in seconds: three of what the playlist declares as the longest would be nine.)
const secondsBehind = 5;
/** Where a segment takes nearly as long as it lasts, it is better to be late than to stand still. */
const secondsBehindSlowly = 9;
// A second time within this is not mended by the same means.
const mendAgainMs = 5_000;

/** hls.js over Media Source Extensions. */
export class HlsJsEngine implements HlsEngine {
  bytes = 0;
  private readonly hls: Hls;
  private mendedAt = 0;
  private readonly usual = isSlowLine() ? secondsBehindSlowly : secondsBehind;
  private behind = this.usual;
  private language: string | null = null;

  /** @param startPosition where to begin, in the element's time; -1: live */
  constructor(
    private url: string,
    private readonly video: HTMLVideoElement,
    hooks: EngineHooks,
    lines: number | null,
    startPosition: number,
  ) {
    this.hls = new Hls({
      enableWorker: true,
      startPosition,
      liveSyncDuration: this.usual,
      // Whoever falls behind by a stall catches up unheard.
      maxLiveSyncPlaybackRate: 1.05,
      maxBufferLength: 12,
      maxMaxBufferLength: 30,
      backBufferLength: 60,
      capLevelToPlayerSize: true,
      // The smallest picture comes first on any line, and grows within a segment.
      abrEwmaDefaultEstimate: 400_000,
      fragLoadPolicy: { default: patience },
      playlistLoadPolicy: { default: patience },
      manifestLoadPolicy: { default: patience },
      // What it has read names later files under the signature of then.
      ...(isSigned(url) && {
        xhrSetup: (request: XMLHttpRequest, address: string) =>
          request.open('GET', signedLike(address, this.url), true),
      }),
    });
    const { Events } = Hls;
    const count = (stats: LoaderStats | undefined) => (this.bytes += stats?.loaded ?? 0);
    this.hls.on(Events.MANIFEST_LOADED, (_, { stats }) => count(stats));
    this.hls.on(Events.LEVEL_LOADED, (_, { stats, details }) => {
      count(stats);
      // Low latency says itself how near one may come.
      const behind = details.partHoldBack || this.usual;
      // Once: what it has added since for stalls would be lost.
      if (this.behind !== behind) this.hls.targetLatency = this.behind = behind;
    });
    this.hls.on(Events.AUDIO_TRACK_LOADED, (_, { stats }) => count(stats));
    this.hls.on(Events.FRAG_LOADED, (_, { part, frag }) => count(part?.stats ?? frag.stats));
    this.hls.on(Events.MANIFEST_PARSED, () => this.limit(lines));
    this.hls.on(Events.AUDIO_TRACKS_UPDATED, () => this.speak(this.language));
    this.hls.on(Events.ERROR, (_, { fatal, type, details }) => {
      if (!fatal) return;
      const now = performance.now();
      const mendable = type === Hls.ErrorTypes.MEDIA_ERROR && now - this.mendedAt > mendAgainMs;
      this.mendedAt = now;
      if (mendable) this.hls.recoverMediaError();
      else hooks.onFatal(details);
    });
    this.hls.loadSource(url);
    this.hls.attachMedia(video);
  }

  get kbps(): number | null {
    return Number.isFinite(this.hls.bandwidthEstimate) ? Math.round(this.hls.bandwidthEstimate / 1000) : null;
  }

  limit(lines: number | null): void {
    const { levels } = this.hls;
    const fitting = lines === null ? -1 : levels.findLastIndex(({ height }) => height <= lines);
    // Where even the smallest is larger, it is the smallest.
    this.hls.autoLevelCapping = lines === null ? -1 : Math.max(0, fitting);
  }

  speak(language: string | null): boolean {
    this.language = language;
    const tracks = this.hls.audioTracks;
    const wanted = tracks.findIndex(({ lang }) => lang === language);
    const index = wanted < 0 ? tracks.findIndex((track) => track.default) : wanted;
    if (index >= 0 && this.hls.audioTrack !== index) this.hls.audioTrack = index;
    return language === null || wanted >= 0;
  }

  streamTime(): number | null {
    return this.hls.playingDate?.getTime() ?? null;
  }

  positionOf(streamTimeMs: number): number | null {
    const fragments = this.hls.latestLevelDetails?.fragments ?? [];
    const fragment =
      fragments.findLast(({ programDateTime }) => (programDateTime ?? Infinity) <= streamTimeMs) ?? fragments[0];
    if (!fragment?.programDateTime) return null;
    return fragment.start + Math.max(0, streamTimeMs - fragment.programDateTime) / 1000;
  }

  livePosition(): number | null {
    return this.hls.liveSyncPosition;
  }

  renew(url: string): boolean {
    const carriesOn = isSigned(this.url) && isSigned(url);
    this.url = url;
    return carriesOn;
  }

  rest(): void {
    this.hls.stopLoad();
  }

  resume(): void {
    this.hls.startLoad(this.video.currentTime || -1);
  }

  close(): void {
    this.hls.destroy();
  }
}

// On a 2G line a segment of the smallest picture takes ten seconds and more: waiting beats asking again.
const retry = { maxNumRetry: 6, retryDelayMs: 500, maxRetryDelayMs: 8_000 };
const patience = { maxTimeToFirstByteMs: 12_000, maxLoadTimeMs: 40_000, timeoutRetry: retry, errorRetry: retry };
