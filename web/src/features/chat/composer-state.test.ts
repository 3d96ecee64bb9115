import type { ChatSettings } from '@sammelan/shared/chat/chat.dto.js';
import { hindrance } from './composer-state.js';

const settings: ChatSettings = {
  slowSeconds: 0,
  paused: false,
  linksAllowed: false,
  audience: 'everyone',
  holdAll: false,
  holdLinks: false,
  regionOnly: false,
  regionRoomsPaused: false,
  delaySeconds: 0,
  shielded: false,
};
const free = {
  open: true,
  settings,
  mutedUntil: null,
  refused: false,
  unverified: false,
  moderates: false,
  lastSentAt: undefined,
  now: Date.parse('2026-11-01T10:00:00Z'),
};

describe('what keeps somebody from writing', () => {
  it('is nothing in an open room', () => expect(hindrance(free)).toBeNull());

  it('is a mute until it is over', () => {
    const until = '2026-11-01T10:01:00Z';
    expect(hindrance({ ...free, mutedUntil: until })).toEqual({ kind: 'muted', until });
    expect(hindrance({ ...free, mutedUntil: until, now: Date.parse(until) })).toBeNull();
    expect(hindrance({ ...free, mutedUntil: 'rally' })).toEqual({ kind: 'muted', until: 'rally' });
  });

  it('is slow mode for as long as it takes, and not for moderators', () => {
    const slow = { ...free, settings: { ...settings, slowSeconds: 30 }, lastSentAt: free.now - 10_500 };
    expect(hindrance(slow)).toEqual({ kind: 'slow', seconds: 20 });
    expect(hindrance({ ...slow, now: slow.now + 20_000 })).toBeNull();
    expect(hindrance({ ...slow, moderates: true })).toBeNull();
  });

  it('is a pause for all but moderators, and the end for all', () => {
    const paused = { ...free, settings: { ...settings, paused: true } };
    expect(hindrance(paused)).toEqual({ kind: 'paused' });
    expect(hindrance({ ...paused, moderates: true })).toBeNull();
    expect(hindrance({ ...paused, moderates: true, open: false })).toEqual({ kind: 'closed' });
  });

  it('is a phone that is not confirmed, where the room asks for one, and not for moderators', () => {
    const unverified = { ...free, unverified: true, settings: { ...settings, audience: 'verified' as const } };
    expect(hindrance(unverified)).toEqual({ kind: 'unverified' });
    expect(hindrance({ ...unverified, moderates: true })).toBeNull();
    expect(hindrance({ ...unverified, unverified: false, refused: true })).toBeNull();
  });

  it('forgets a refusal once everyone may write', () => {
    const invited = { ...free, refused: true, settings: { ...settings, audience: 'invited' as const } };
    expect(hindrance(invited)).toEqual({ kind: 'not-allowed' });
    expect(hindrance({ ...invited, settings })).toBeNull();
  });
});
