import { IsId, IsLine, MayBeLeftOut } from '../contract/fields.js';

/** Keys that count, of one rally: every speaker of a long day, twice. */
export const streamKeysPerRally = 50;

/** A key for a speaker's encoder (OBS, a mixer, ffmpeg). */
export class CreateStreamKeyDto {
  /** What the speaker, or the place that they speak from, is called on the stage. */
  @IsLine(2, 40)
  name!: string;

  /** A further key (a second encoder, say) for one who is a speaker of the rally already; left out: for a new speaker. */
  @MayBeLeftOut()
  @IsId()
  identityId?: string;
}

/** What may be wrong with what an encoder sends, by name; the web has the words. */
export const ingestWarnings = [
  'silent',
  'no-picture',
  'no-sound',
  'b-frames',
  'key-frames-rare',
  'heavy',
  'transcoded',
  'loss',
] as const;
export type IngestWarning = (typeof ingestWarnings)[number];

/** One encoder that sends now. */
export interface IngestView {
  id: string;
  protocol: 'whip' | 'rtmp';
  since: string;
  /** Seen and heard on the stage; false: in reserve, to take over when the other one fails. */
  inUse: boolean;
  /** Null where it sends none. `fps` and `keyFrameSeconds` are null until measured. */
  video: {
    codec: string;
    kbps: number;
    layers: number;
    fps: number | null;
    keyFrameSeconds: number | null;
  } | null;
  audio: { codec: string; kbps: number } | null;
  warnings: IngestWarning[];
}

export interface StreamKeyView {
  id: string;
  /** The speaker it belongs to; several keys of one speaker stand in for each other, the oldest first. */
  identityId: string;
  name: string;
  /** The last characters, to tell one from the other: the rest is nowhere to be read. */
  tail: string;
  createdAt: string;
  lastUsedAt: string | null;
  ingests: IngestView[];
}

/** A rally's keys, and where encoders send to. */
export interface StreamKeysView {
  whipUrl: string;
  /** Null where the server takes no RTMP. */
  rtmpUrl: string | null;
  keys: StreamKeyView[];
}

/** A key in the one moment in which it can be read. */
export interface MadeStreamKeyView {
  key: StreamKeyView;
  secret: string;
}
