import { IsIn, Matches } from 'class-validator';
import { IsLine } from '../contract/fields.js';

/** Which picture of the programme is sent on: it is copied, so a target's bitrate is its rung's. */
export const pushRungs = ['low', 'mid', 'high'] as const;
export type PushRung = (typeof pushRungs)[number];

/** Places that one rally is sent on to; each is an ffmpeg and its picture's bandwidth. */
export const pushTargetsPerRally = 10;

/** Somewhere else to send the programme to: YouTube, Facebook, any RTMP server. */
export class CreatePushTargetDto {
  @IsLine(2, 40)
  name!: string;

  /** The server's address without the stream key, as these services give it out. */
  @Matches(/^rtmps?:\/\/[^\s/?#@]{1,253}\/[^\s?#]{1,300}$/, { message: 'must be an rtmp:// or rtmps:// address' })
  url!: string;

  /** Kept sealed, and never shown again. */
  @Matches(/^[\x21-\x7e]{1,300}$/, { message: 'must be a stream key without blanks' })
  key!: string;

  @IsIn(pushRungs)
  rung!: PushRung;
}

/**
 * `off`: not wanted. `waiting`: wanted, and the rally is not live. `retrying`: it broke, and is tried again at `retryAt`.
 * `failed`: it is not tried again until somebody starts it.
 */
export type PushState = 'off' | 'waiting' | 'connecting' | 'live' | 'retrying' | 'failed';

/** Why a push is not live, by name; the web has the words. */
export type PushTrouble =
  | 'unknown-host'
  | 'address-refused'
  | 'certificate-refused'
  | 'no-connection'
  | 'key-refused'
  | 'broke-off'
  | 'ffmpeg-missing';

export interface PushTargetView {
  id: string;
  name: string;
  url: string;
  rung: PushRung;
  state: PushState;
  trouble: PushTrouble | null;
  /** Since when the state is what it is. */
  since: string;
  retryAt: string | null;
  /** Measured over the last ten seconds. */
  kbps: number;
}
