import type { ChatSettings, MutedUntil } from '@sammelan/shared/chat/chat.dto.js';
import { slowModeWaitMs } from '@sammelan/shared/chat/chat.rules.js';

/** Why nothing can be written now. `slow` passes within seconds and leaves the draft open. */
export type Hindrance =
  | { kind: 'closed' | 'paused' | 'not-allowed' | 'unverified' }
  | { kind: 'muted'; until: MutedUntil }
  | { kind: 'slow'; seconds: number };

interface Situation {
  open: boolean;
  settings: ChatSettings | null;
  mutedUntil: MutedUntil | null;
  /** The server has said that this person may not write here. */
  refused: boolean;
  /** The room is for people with a confirmed phone, and this one has none. */
  unverified: boolean;
  /** Moderators write in a paused or slow room. */
  moderates: boolean;
  lastSentAt: number | undefined;
  now: number;
}

/** What keeps this person from writing, the hardest first; null where nothing does. */
export function hindrance(situation: Situation): Hindrance | null {
  const { open, settings, mutedUntil, refused, unverified, moderates, lastSentAt, now } = situation;
  if (!open) return { kind: 'closed' };
  if (mutedUntil && (mutedUntil === 'rally' || Date.parse(mutedUntil) > now))
    return { kind: 'muted', until: mutedUntil };
  if (moderates) return null;
  if (settings?.paused) return { kind: 'paused' };
  if (unverified) return { kind: 'unverified' };
  if (refused && settings?.audience === 'invited') return { kind: 'not-allowed' };
  const waitMs = slowModeWaitMs(lastSentAt, settings?.slowSeconds ?? 0, now);
  return waitMs > 0 ? { kind: 'slow', seconds: Math.ceil(waitMs / 1000) } : null;
}
