import { AppError } from '@sammelan/shared/contract/errors.js';

/** The caller watches by HLS; `playback:moved` has said where. */
export class PlaybackByHlsError extends AppError {
  constructor() {
    super('playback-by-hls', 'You watch by HLS: see playback:moved.');
  }
}

/** No room by WebRTC, and no HLS to send anybody to. */
export class HallFullError extends AppError {
  constructor(seconds: number) {
    super('hall-full', 'No more viewers fit in now.', { data: { seconds } });
  }
}
