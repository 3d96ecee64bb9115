import type { HlsView } from '@sammelan/shared/playback/playback.dto.js';
import { serverNow } from '../../app/clock.js';
import { Cell } from '../../app/store.js';
import { patch } from '../patch.js';
import { isSlowLine } from '../slow-line.js';
import { isSamePlace } from './signed-address.js';
import { WireCount } from './wire-count.js';
import { Film, type FilmKind, type Moment } from './film.js';

/** Where in the rally this viewer is. Moments are ms since the epoch on the server's clock; null while not known. */
export interface Timeline {
  /** When what is shown was on stage. */
  at: number | null;
  /** When what "live" shows was on stage. */
  live: number | null;
  /** How long ago what is shown happened, seconds. */
  behind: number | null;
  /** The viewer went back; until they are live again nothing moves them elsewhere. */
  rewound: boolean;
  paused: boolean;
}

export interface HlsWatchState {
  /** The element that shows (or sounds); null before the first frame. */
  video: HTMLVideoElement | null;
  /** One that is on its way, to be laid under the present one. */
  next: HTMLVideoElement | null;
  stalled: boolean;
  /** The line carries no picture: only the sound comes, until `tryPicture`. */
  soundOnly: boolean;
  timeline: Timeline;
}

const tickMs = 250;
/** A language that has just begun is in the stream with its next segment, or the one after it. */
const newLanguageMs = 5_000;
/** Another film was wanted before this one had come. */
const overtaken = new Error('not wanted any more');
/** Closer to live than this is live. */
const liveWithinMs = 4_000;
// A buffer that is filling again says so only when it lasts.
const stalledAfterMs = 1_500;
const retryAfterMs = 3_000;
/** A picture that stood still as long as this in the last minute is given up for its sound. */
const givenUpAfterMs = 8_000;
const forgottenAfterMs = 60_000;

/** One viewer's watching by HLS: what plays, where in time, and how it is replaced without a gap. */
export class HlsWatch {
  readonly state = new Cell<HlsWatchState>({
    video: null,
    next: null,
    stalled: false,
    soundOnly: false,
    timeline: { at: null, live: null, behind: null, rewound: false, paused: false },
  });
  private film: Film | null = null;
  private coming: AbortController | null = null;
  private spentBytes = 0;
  private kind: FilmKind;
  private frozenSince: number | null = null;
  private freezes = 0;
  /** Moments at which it stood still, one a tick. */
  private still: number[] = [];
  private lastPosition = -1;
  private readonly wire = new WireCount(() => [this.ladder.url, this.ladder.slideUrl]);
  private readonly timer = setInterval(() => this.tick(), tickMs);
  private retry: ReturnType<typeof setTimeout> | undefined;
  private newLanguage: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  /**
   * @param onVoice takes the element that is heard from now on (its voice is the caller's to switch on), null for none
   */
  constructor(
    private ladder: HlsView,
    /** When the rally's first picture was on stage, for all that is known. */
    private readonly begunAt: () => number | null,
    kind: FilmKind,
    /** What it is heard in; null: as it is spoken. */
    private language: string | null,
    private readonly onVoice: (video: HTMLVideoElement | null) => void,
  ) {
    this.kind = kind;
    patch(this.state, { soundOnly: kind !== 'sound' && isSlowLine() });
  }

  /** Begins; resolves when something is shown, which is not heard before `speak`. @throws Error where nothing comes */
  async begin(streamTimeMs: number | null = null): Promise<void> {
    if (streamTimeMs !== null) this.note({ rewound: true });
    await this.replace(streamTimeMs).catch(async (error: unknown) => {
      if (error === overtaken || this.closed || this.plays === 'sound') throw error;
      patch(this.state, { soundOnly: true });
      await this.replace(streamTimeMs);
    });
  }

  /** The picture once more, on a line that did not carry it. */
  tryPicture(): void {
    if (!this.state.get().soundOnly) return;
    patch(this.state, { soundOnly: false });
    void this.again();
  }

  /** The present element gets its voice: the former way has fallen silent. */
  speak(): void {
    if (this.film) this.onVoice(this.film.video);
  }

  get bytes(): number {
    return this.wire.bytes || this.spentBytes + (this.film?.engine.bytes ?? 0);
  }

  get kbps(): number | null {
    return this.film?.engine.kbps ?? null;
  }

  /** When what is shown was on stage (server's clock, ms); null where that is not known. */
  streamTime(): number | null {
    return this.film?.engine.streamTime() ?? null;
  }

  /** Stalls since the last call. */
  takeFreezes(): number {
    const { freezes } = this;
    this.freezes = 0;
    return freezes;
  }

  /** Another kind of picture; sound and place stay. */
  setKind(kind: FilmKind): void {
    const before = this.plays;
    this.kind = kind;
    if (before === this.plays || !this.film) return;
    if (this.film.withPicture && kind !== 'sound') return this.film.limit(kind);
    void this.again();
  }

  /** Is heard in an interpreter's language from now on; null: as it is spoken. @param there somebody interprets into it now */
  setLanguage(language: string | null, there: boolean): void {
    clearTimeout(this.newLanguage);
    const changed = language !== this.language;
    this.language = language;
    if (!this.film || this.film.speak(language)) return;
    // Sound alone is a playlist of its own for each language.
    if (changed && !this.film.withPicture) void this.again();
    // What the player has read does not name a language that came later: it reads anew, once.
    if (there) this.newLanguage = setTimeout(() => this.film?.speak(language) || void this.again(), newLanguageMs);
  }

  /** The ladder is at another address now, or signed anew. */
  setLadder(ladder: HlsView): void {
    const { url } = this.ladder;
    this.ladder = ladder;
    if (ladder.url === url || !this.film) return;
    if (!isSamePlace(ladder.url, url) || !this.film.renew(ladder)) void this.again();
  }

  pause(): void {
    // Live goes on meanwhile.
    this.note({ paused: true, rewound: true });
    this.film?.video.pause();
    this.film?.engine.rest();
  }

  play(): void {
    this.note({ paused: false });
    this.film?.engine.resume();
    void this.film?.video.play().catch(() => undefined);
  }

  /** Goes to a moment of the stage. */
  seek(streamTimeMs: number): void {
    const { live } = this.state.get().timeline;
    if (live !== null && streamTimeMs >= live - liveWithinMs) return this.goLive();
    this.note({ rewound: true, paused: false });
    if (this.film?.whole && this.film.seekTo(streamTimeMs)) this.play();
    else void this.voiced(this.replace(streamTimeMs));
  }

  /** The last minute's playlist again: the whole one grows by the hour. */
  goLive(): void {
    const wasWhole = this.film?.whole;
    this.note({ rewound: false, paused: false });
    if (wasWhole) return void this.voiced(this.replace(null));
    const live = this.film?.engine.livePosition();
    if (this.film && live != null) this.film.video.currentTime = live;
    this.play();
  }

  /** The viewer is to be live again, by the other way. */
  release(): void {
    this.note({ rewound: false, paused: false });
  }

  /** The other way is not to be had: live by this one, for whoever did not go back. */
  settle(): void {
    if (this.film?.whole && !this.state.get().timeline.rewound) this.goLive();
  }

  /** Something outside may have stopped it: a phone call, another app. */
  wake(): void {
    const { video } = this.film ?? {};
    if (video?.paused && !this.state.get().timeline.paused) void video.play().catch(() => undefined);
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.wire.close();
    clearTimeout(this.retry);
    clearTimeout(this.newLanguage);
    this.coming?.abort();
    this.film?.close();
    this.film = null;
    patch(this.state, { video: null, next: null });
  }

  private get plays(): FilmKind {
    return this.state.get().soundOnly ? 'sound' : this.kind;
  }

  private async again(): Promise<void> {
    await this.voiced(this.replace(this.state.get().timeline.rewound ? this.streamTime() : null));
  }

  private async voiced(replaced: Promise<void>): Promise<void> {
    await replaced.then(
      () => this.speak(),
      // What plays goes on; where nothing does, it is tried again.
      (error: unknown) => error !== overtaken && this.retryLater(),
    );
  }

  /** Starts another film beside the present one, and lets it take over at its first frame. */
  private async replace(streamTimeMs: number | null): Promise<void> {
    this.coming?.abort();
    const coming = (this.coming = new AbortController());
    const seconds = Math.max(0, ((streamTimeMs ?? 0) - (this.begunAt() ?? Infinity)) / 1000);
    const from: Moment | null = streamTimeMs === null ? null : { streamTimeMs, seconds };
    const film: Film = await Film.begin(this.ladder, this.plays, from, this.language, {
      signal: coming.signal,
      onElement: (next) => patch(this.state, { next }),
      onFatal: () => this.lost(coming),
    }).catch((error: unknown) => {
      throw coming.signal.aborted ? overtaken : error;
    });
    if (coming.signal.aborted || this.closed) {
      film.close();
      throw overtaken;
    }
    const former = this.film;
    this.film = film;
    patch(this.state, { video: film.video, next: null, stalled: false });
    if (this.state.get().timeline.paused) this.pause();
    if (!former) return;
    this.spentBytes += former.engine.bytes;
    former.close();
  }

  private lost(coming: AbortController): void {
    if (this.coming !== coming || !this.film || this.closed) return;
    patch(this.state, { stalled: true });
    this.retryLater();
  }

  private retryLater(): void {
    clearTimeout(this.retry);
    if (!this.closed) this.retry = setTimeout(() => void this.again(), retryAfterMs);
  }

  private stoodStill(now: number): void {
    this.still = [...this.still.filter((at) => now - at < forgottenAfterMs), now];
    if (this.still.length * tickMs < givenUpAfterMs) return;
    this.still = [];
    patch(this.state, { soundOnly: true });
    void this.again();
  }

  private note(change: Partial<Timeline>): void {
    const { timeline } = this.state.get();
    patch(this.state, { timeline: { ...timeline, ...change } });
  }

  private tick(): void {
    const film = this.film;
    if (!film) return;
    const { timeline, stalled } = this.state.get();
    const { currentTime } = film.video;
    const now = performance.now();
    const moves = currentTime !== this.lastPosition || timeline.paused;
    this.lastPosition = currentTime;
    if (moves) this.frozenSince = null;
    else this.frozenSince ??= now;
    const frozen = this.frozenSince !== null && now - this.frozenSince > stalledAfterMs;
    if (frozen && !stalled) this.freezes += 1;
    if (frozen && film.withPicture && !timeline.rewound) this.stoodStill(now);
    const at = film.engine.streamTime();
    const live = film.engine.livePosition();
    const shown: Timeline = {
      ...timeline,
      at: wholeSecond(at),
      live: at === null || live === null ? null : wholeSecond(at + (live - currentTime) * 1000),
      behind: at === null ? null : Math.max(0, Math.round((serverNow() - at) / 1000)),
    };
    const changed = (Object.keys(shown) as (keyof Timeline)[]).some((key) => shown[key] !== timeline[key]);
    patch(this.state, { stalled: frozen, ...(changed ? { timeline: shown } : {}) });
  }
}

/** Figures change once a second, without dancing. */
const wholeSecond = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000) * 1000);
