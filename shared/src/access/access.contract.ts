import { command, EmptyDto } from '../contract/contract.js';
import type { MeView } from '../auth/auth.dto.js';

export const accessCommands = {
  /** Who the caller is and what they may do in this rally. */
  'access:me': command(EmptyDto).returns<MeView>(),
};

export interface AccessEvents {
  /** The caller's powers changed (a grant was given or revoked): ask `access:me` again. */
  'access:changed': () => void;
  /** The socket is about to be closed for good; do not come back. */
  'access:ended': (end: { reason: 'banned' | 'rally-archived' | 'rally-private' | 'signed-out' }) => void;
  /** Your line was too slow for some of what was sent: ask for the state again, as after a reconnect. */
  'server:outran': () => void;
  /** The server is going down for a moment: stay, reconnect with back-off within so many milliseconds. */
  'server:draining': (drain: { withinMs: number }) => void;
}

/** What a client sends in socket.io's handshake `auth`. */
export interface Handshake {
  token: string;
  /** Slug of the rally the socket is for. */
  rally: string;
  /** Code of the region the viewer named or the link carried. */
  region?: string;
}
