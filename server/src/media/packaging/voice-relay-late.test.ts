import { readRtp, writeRtp } from './rtp.js';
import { VoiceRelay } from './voice-relay.js';

const [frameMs, epochMs] = [20, 1_000_000];

describe('a voice whose packets come late', () => {
  beforeEach(() => jest.useFakeTimers({ now: epochMs + 10_000 }));
  afterEach(() => jest.useRealTimers());

  /** Shares of the voice in each second of what is handed on: whatever came first at each place is heard. */
  const heard = (delayMs: (at: number) => number, seconds: number): number[] => {
    const places = new Map<number, boolean>();
    const relay = new VoiceRelay({
      ...{ payloadType: 100, ssrc: 1, epochMs },
      spokenAt: (timestamp) => epochMs + timestamp / 48,
      send: (packet) => {
        const { timestamp, payload } = readRtp(packet)!;
        const place = Math.round(timestamp / 48 / frameMs);
        if (!places.has(place)) places.set(place, payload.length > 3);
      },
    });
    relay.start();
    const begun = Date.now() - epochMs;
    const coming: { spoken: number; comes: number }[] = [];
    for (let ms = 0; ms < seconds * 1000; ms += frameMs) {
      const spoken = begun + ms;
      coming.push({ spoken, comes: spoken + delayMs(ms) });
      jest.advanceTimersByTime(frameMs);
      const now = Date.now() - epochMs;
      for (const one of coming.filter(({ comes }) => comes <= now)) {
        coming.splice(coming.indexOf(one), 1);
        relay.receive(writeRtp(100, 1, { sequence: 0, timestamp: one.spoken * 48, payload: Buffer.alloc(40) }));
      }
    }
    relay.stop();
    return Array.from({ length: seconds - 2 }, (_, second) => {
      const first = Math.round((begun + second * 1000) / frameMs);
      const own = Array.from({ length: 50 }, (__, index) => places.get(first + index) === true);
      return own.filter(Boolean).length / own.length;
    });
  };

  test('is heard, but for a moment, when its line has become slower', () => {
    const shares = heard((at) => (at < 3000 ? 60 : 900), 10);
    expect(shares.slice(0, 2)).toEqual([1, 1]);
    expect(shares.slice(5)).toEqual([1, 1, 1]);
  });

  test('is silence where it is gone', () => {
    const shares = heard((at) => (at < 3000 ? 60 : Infinity), 8);
    expect(shares.slice(0, 2)).toEqual([1, 1]);
    expect(shares.slice(4)).toEqual([0, 0]);
  });
});
