import { createHmac } from 'node:crypto';
import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import type { TurnConfig } from '../config/config.js';

/** A rally lasts hours; a relay that ends in the middle would end the picture. */
const credentialLifeSeconds = 12 * 3600;

/**
 * STUN and TURN servers with credentials that expire: the user name is the time of expiry, the password its HMAC-SHA1
 * under the secret shared with coturn (draft-uberti-behave-turn-rest-00; coturn's `use-auth-secret`).
 */
export function iceServers(turn: TurnConfig | null, nowMs: number): PlaybackSetupView['iceServers'] {
  if (!turn) return [];
  const username = `${Math.floor(nowMs / 1000) + credentialLifeSeconds}:sammelan`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [{ urls: turn.urls, username, credential }];
}
