/** Where a rally's HLS is. Addresses are relative to the server's; segments of all of them are the same files. */
export interface StreamView {
  /** The master playlist whose playlists hold the last minute; null while nothing has gone out, or where there is no HLS. */
  liveUrl: string | null;
  /** The same with everything since the beginning: for going back. */
  fullUrl: string | null;
  /** Sound alone, 24 kbit/s, the last minute: a media playlist. */
  voiceUrl: string | null;
  /** A still of what is on air, WebP, new each ten seconds. */
  slideUrl: string | null;
  /** Nothing will be added: the playlists are a recording. */
  ended: boolean;
}
