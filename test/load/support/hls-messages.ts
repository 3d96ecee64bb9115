/** What the process of HLS viewers is told: to watch these playlists, so many of them, for so long. */
export interface HlsOrder {
  /** Address of the folder that the playlists are in. */
  folder: string;
  playlists: string[];
  viewers: number;
  seconds: number;
}

/** What they saw, while all of them watched. */
export interface HlsCounts {
  requests: number;
  segments: number;
  bytes: number;
  /** Answers other than 200, and connections that broke. */
  failures: number;
  /** Segments that had left the playlist before a viewer came for them. */
  missed: number;
  /** Request to whole answer, ms. */
  playlistP50: number;
  playlistP99: number;
  segmentP99: number;
}

export type HlsReply = { watching: true } | { counts: HlsCounts };
