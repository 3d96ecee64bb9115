/** What plays the segments into a media element: hls.js, or the browser itself. */
export interface HlsEngine {
  /** Shows no more lines than this; null: what fits the screen and the line. */
  limit(lines: number | null): void;
  /**
   * Sounds in a language from now on, or as it is spoken (null). False where there is no such sound; then it is as spoken.
   */
  speak(language: string | null): boolean;
  /** Bytes fetched so far, and how fast the last segments came (kbit/s; null where it cannot be told). */
  readonly bytes: number;
  readonly kbps: number | null;
  /** When what is shown was on stage, ms since the epoch on the server's clock (EXT-X-PROGRAM-DATE-TIME). */
  streamTime(): number | null;
  /** Where in the element's time a moment of the stage is. */
  positionOf(streamTimeMs: number): number | null;
  /** Where in the element's time "live" is: as near to the end as plays without stalls. */
  livePosition(): number | null;
  /** The address is signed anew; false where a player has to begin anew for that. */
  renew(url: string): boolean;
  /** Fetches nothing more until `resume`. */
  rest(): void;
  resume(): void;
  close(): void;
}

export interface EngineHooks {
  /** Nothing can be played any more; another try from the beginning may help. */
  onFatal: (reason: string) => void;
}
