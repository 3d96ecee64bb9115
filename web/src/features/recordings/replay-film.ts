import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { VoiceView } from '@sammelan/shared/recordings/recordings.dto.js';
import { Cell } from '../../app/store.js';
import { patch } from '../../media/patch.js';
import type { HlsEngine } from '../../media/hls/engine.js';
import { type FilmKind, linesOf } from '../../media/hls/film.js';
import { hlsHere } from '../../media/hls/hls-support.js';
import { HlsJsEngine } from '../../media/hls/hlsjs-engine.js';
import { NativeEngine } from '../../media/hls/native-engine.js';

/** Where a recording plays from: a master playlist, its sound alone, and that in other languages. */
export interface FilmSource {
  url: string;
  voiceUrl: string;
  voices: readonly VoiceView[];
}

export interface ReplayFilmState {
  /** `failed`: it cannot be played, or not fetched; `retry` tries again. */
  status: 'loading' | 'ready' | 'failed' | 'unsupported';
  playing: boolean;
  stalled: boolean;
  /** Seconds into the recording, and its length. */
  position: number;
  duration: number;
  /** When what is shown was on stage, ms since the epoch; null while not known. */
  at: number | null;
  muted: boolean;
  volume: number;
  kind: FilmKind;
  /** What it is heard in; null: as it was spoken. */
  language: SpokenLanguage | null;
  megabytes: number;
}

const tickMs = 250;
// A buffer that is filling again says so only when it lasts.
const stalledAfterMs = 1_000;

/** A recording that plays in one element: the same engines as live, at any place of it. */
export class ReplayFilm {
  readonly video = document.createElement('video');
  readonly state: Cell<ReplayFilmState>;
  private engine: HlsEngine | null = null;
  private spentBytes = 0;
  private stillSince: number | null = null;
  private last = 0;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    readonly source: FilmSource,
    kind: FilmKind,
    seconds: number,
    language: SpokenLanguage | null = null,
  ) {
    this.state = new Cell<ReplayFilmState>({
      status: 'loading',
      playing: false,
      stalled: false,
      position: 0,
      duration: seconds,
      at: null,
      muted: false,
      volume: 1,
      kind,
      language,
      megabytes: 0,
    });
    const { video } = this;
    Object.assign(video, { playsInline: true, disableRemotePlayback: true });
    video.addEventListener('play', () => patch(this.state, { playing: true }));
    video.addEventListener('pause', () => patch(this.state, { playing: false }));
    video.addEventListener('loadeddata', () => patch(this.state, { status: 'ready' }));
    video.addEventListener('volumechange', () => patch(this.state, { muted: video.muted, volume: video.volume }));
    this.timer = setInterval(() => this.tick(), tickMs);
    this.load(0);
  }

  /** With sound where the browser allows it, which after a tap it does. */
  async play(): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') return;
      this.video.muted = true;
      await this.video.play().catch(() => undefined);
    }
  }

  toggle(): void {
    if (this.video.paused) void this.play();
    else this.video.pause();
  }

  /** @param position seconds into the recording */
  seek(position: number): void {
    const { duration } = this.state.get();
    const to = Math.min(Math.max(0, position), Math.max(0, duration - 0.5));
    patch(this.state, { position: to });
    // What is still being fetched would begin where it was told to: it is told anew.
    if (this.video.readyState === HTMLMediaElement.HAVE_NOTHING) this.reload();
    else this.video.currentTime = to;
  }

  mute(muted: boolean): void {
    this.video.muted = muted;
    if (!muted && this.video.volume === 0) this.video.volume = 0.5;
  }

  setVolume(volume: number): void {
    this.video.muted = false;
    this.video.volume = Math.min(1, Math.max(0, volume));
  }

  setKind(kind: FilmKind): void {
    const before = this.state.get().kind;
    if (before === kind) return;
    patch(this.state, { kind });
    if (before !== 'sound' && kind !== 'sound') this.engine?.limit(linesOf[kind]);
    else this.reload();
  }

  /** Is heard in an interpreter's language, or as it was spoken (null). */
  setLanguage(language: SpokenLanguage | null): void {
    patch(this.state, { language });
    if (this.state.get().kind === 'sound') this.reload();
    else this.engine?.speak(language);
  }

  retry(): void {
    patch(this.state, { status: 'loading' });
    this.reload();
  }

  close(): void {
    clearInterval(this.timer);
    this.drop();
    this.video.remove();
  }

  private reload(): void {
    const { position, playing } = this.state.get();
    this.drop();
    this.load(position);
    if (playing) void this.play();
  }

  private load(position: number): void {
    const { url, voiceUrl, voices } = this.source;
    const { kind, language } = this.state.get();
    const voice = voices.find((one) => one.language === language)?.url ?? voiceUrl;
    const address = new URL(kind === 'sound' ? voice : url, location.href).href;
    const hooks = { onFatal: () => patch(this.state, { status: 'failed', playing: false }) };
    const way = hlsHere();
    if (way === null) return patch(this.state, { status: 'unsupported' });
    if (way === 'mse') this.engine = new HlsJsEngine(address, this.video, hooks, linesOf[kind], position);
    else {
      this.engine = new NativeEngine(address, this.video, hooks);
      this.video.addEventListener('loadedmetadata', () => (this.video.currentTime = position), { once: true });
    }
    this.engine.speak(language);
  }

  private drop(): void {
    this.spentBytes += this.engine?.bytes ?? 0;
    this.engine?.close();
    this.engine = null;
  }

  private tick(): void {
    const { video, engine } = this;
    if (!engine || this.state.get().status !== 'ready' || video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    const now = performance.now();
    const moves = video.paused || video.ended || video.currentTime !== this.last;
    this.stillSince = moves ? null : (this.stillSince ?? now);
    this.last = video.currentTime;
    const at = engine.streamTime();
    patch(this.state, {
      stalled: this.stillSince !== null && now - this.stillSince > stalledAfterMs,
      position: Math.round(video.currentTime * 4) / 4,
      duration: Number.isFinite(video.duration) ? video.duration : this.state.get().duration,
      at: at === null ? null : Math.round(at / tickMs) * tickMs,
      megabytes: Math.round((this.spentBytes + engine.bytes) / 100_000) / 10,
    });
  }
}
