import type { HlsView } from '@sammelan/shared/playback/playback.dto.js';
import type { EngineHooks, HlsEngine } from './engine.js';
import { HlsJsEngine } from './hlsjs-engine.js';
import { hlsHere } from './hls-support.js';
import { audioPlaylist } from './master.js';
import { NativeEngine } from './native-engine.js';

/** A moment of the stage, and how far into the rally it is, for all that is known. */
export interface Moment {
  streamTimeMs: number;
  seconds: number;
}

/** `sound`: without any picture. `saver`: the smallest picture. */
export type FilmKind = 'auto' | 'medium' | 'saver' | 'sound';

export const linesOf: Record<FilmKind, number | null> = { auto: null, medium: 540, saver: 270, sound: null };
const firstFrameTimeoutMs = 45_000;
const guessWithinMs = 3_000;

/** The programme in one element, playing silently from its first frame on until somebody gives it its voice. */
export class Film {
  private closed = false;

  private constructor(
    readonly video: HTMLVideoElement,
    readonly engine: HlsEngine,
    readonly withPicture: boolean,
    /** Plays the whole rally, not its last minute only. */
    readonly whole: boolean,
    /** Of a film without a picture: the interpreter's language that it is in. */
    private readonly language: string | null,
  ) {}

  /**
   * Resolves with the first frame (or sound). @param from where to begin; null: live
   * @param language an interpreter's; null: as it is spoken
   * @throws Error where nothing came
   */
  static async begin(
    ladder: HlsView,
    kind: FilmKind,
    from: Moment | null,
    language: string | null,
    hooks: EngineHooks & { onElement: (video: HTMLVideoElement) => void; signal: AbortSignal },
  ): Promise<Film> {
    const { url, spoken } = await playlistOf(ladder, kind, from !== null, language, hooks.signal);
    const video = document.createElement('video');
    Object.assign(video, { muted: true, playsInline: true, autoplay: true, disableRemotePlayback: true });
    const shown = firstFrame(video, hooks.signal);
    shown.catch(() => undefined);
    let failed: (error: Error) => void = () => undefined;
    const fatal = new Promise<never>((_, reject) => (failed = reject));
    fatal.catch(() => undefined);
    const onFatal = (reason: string) => {
      failed(new Error(reason));
      hooks.onFatal(reason);
    };
    const engine =
      hlsHere() === 'native'
        ? new NativeEngine(url, video, { onFatal })
        : new HlsJsEngine(url, video, { onFatal }, linesOf[kind], from?.seconds ?? -1);
    engine.speak(language);
    const film = new Film(video, engine, kind !== 'sound', from !== null, spoken);
    hooks.onElement(video);
    try {
      await Promise.race([shown, fatal]);
      if (from) await film.correct(from);
      return film;
    } catch (error) {
      film.close();
      throw error;
    }
  }

  /** The ladder is signed anew; false where another film has to take over for that. */
  renew({ url }: HlsView): boolean {
    return this.engine.renew(new URL(url, location.href).href);
  }

  /** Is heard in this language from now on (null: as it is spoken); false where it has no such sound. */
  speak(language: string | null): boolean {
    return this.withPicture ? this.engine.speak(language) : this.language === language;
  }

  limit(kind: FilmKind): void {
    this.engine.limit(linesOf[kind]);
  }

  /** Goes to a moment of the stage; false where it does not hold it. */
  seekTo(streamTimeMs: number): boolean {
    const position = this.engine.positionOf(streamTimeMs);
    if (position === null) return false;
    this.video.currentTime = position;
    return true;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.engine.close();
    this.video.remove();
  }

  /** The place was a guess: breaks in the stream make its own time shorter than the clock's. */
  private async correct({ streamTimeMs }: Moment): Promise<void> {
    if (Math.abs((this.engine.streamTime() ?? streamTimeMs) - streamTimeMs) < guessWithinMs) return;
    const there = new Promise<void>((resolve) =>
      this.video.addEventListener('seeked', () => resolve(), { once: true }),
    );
    if (this.seekTo(streamTimeMs)) await there;
  }
}

async function playlistOf(
  ladder: HlsView,
  kind: FilmKind,
  whole: boolean,
  language: string | null,
  signal: AbortSignal,
): Promise<{ url: string; spoken: string | null }> {
  const href = new URL(whole ? ladder.fullUrl : ladder.url, location.href).href;
  if (kind !== 'sound') return { url: href, spoken: language };
  const floor = ladder.voiceUrl && !whole ? new URL(ladder.voiceUrl, location.href).href : null;
  if (floor && language === null) return { url: floor, spoken: null };
  const master = await fetch(href, { signal }).then((response) => (response.ok ? response.text() : ''));
  const [url, asSpoken] = [audioPlaylist(master, href, language), audioPlaylist(master, href)];
  if (floor && url === asSpoken) return { url: floor, spoken: null };
  if (!url) throw new Error('no sound by itself');
  return { url, spoken: url === asSpoken ? null : language };
}

function firstFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => {
      clearTimeout(timer);
      video.removeEventListener('timeupdate', onTime);
      act();
    };
    const onTime = () => video.currentTime > 0 && video.readyState >= 2 && !video.seeking && end(resolve);
    const timer = setTimeout(() => end(() => reject(new Error('nothing came'))), firstFrameTimeoutMs);
    signal.addEventListener('abort', () => end(() => reject(new Error('not wanted any more'))), { once: true });
    video.addEventListener('timeupdate', onTime);
  });
}
