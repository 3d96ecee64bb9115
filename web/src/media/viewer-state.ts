import type { Quality, Way } from '@sammelan/shared/playback/playback.dto.js';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import type { HlsWatchState } from './hls/hls-watch.js';

/** What a viewer asks for. `slides`: the sound, and a still picture now and then. */
export type Choice = Quality | 'slides';

/** What one seat sends to this viewer. The microphone is played by `Sound`; it is here for a level meter. */
export type SeatStreams = Partial<Record<Source, MediaStream>>;

export interface ViewerState {
  /**
   * `connecting`: for the first time. `waiting`: connected, nobody is on air. `reconnecting`: was there, comes back by
   * itself; the last picture may still stand. `full`: no room, it asks again. `unsupported`: this browser cannot.
   */
  status: 'idle' | 'connecting' | 'waiting' | 'playing' | 'reconnecting' | 'full' | 'unsupported';
  /** How what is shown and heard comes. */
  way: Way;
  /** What comes, or is about to come, by HLS. */
  film: HlsWatchState | null;
  /** There is HLS: one can go back in it. */
  rewindable: boolean;
  /** Where a still of what is on air is; null where there is no HLS. */
  slideUrl: string | null;
  /** By seat id, in the order the seats were offered. */
  seats: Readonly<Record<string, SeatStreams>>;
  quality: Choice;
  network: 'good' | 'weak';
  /** True while a picture should move and does not, though its voice may still come. */
  pictureStalled: boolean;
  megabytesPerHour: number;
  /** Since the page was opened. */
  megabytesUsed: number;
}

export const initialViewerState: ViewerState = {
  status: 'idle',
  way: 'webrtc',
  film: null,
  rewindable: false,
  slideUrl: null,
  seats: {},
  quality: 'auto',
  network: 'good',
  pictureStalled: false,
  megabytesPerHour: 0,
  megabytesUsed: 0,
};

/** The seats' streams; a stream that did not change stays the same object, so that its element is left alone. */
export function arrangeSeats(
  consumers: readonly { seatId: string; source: Source; track: MediaStreamTrack }[],
  before: ViewerState['seats'],
  streamOf: (track: MediaStreamTrack) => MediaStream = (track) => new MediaStream([track]),
): ViewerState['seats'] {
  const seats: Record<string, SeatStreams> = {};
  for (const { seatId, source, track } of consumers) {
    const old = before[seatId]?.[source];
    const same = old?.getTracks()[0]?.id === track.id && old.getTracks()[0] === track;
    (seats[seatId] ??= {})[source] = same ? old : streamOf(track);
  }
  return seats;
}
