import { opusMs, readRtp, silentOpus, writeRtp } from './rtp.js';
import { VoiceRelay } from './voice-relay.js';

const payloadType = 100;
/** A packet of hybrid Opus (RFC 6716, 3.1): 20 ms by itself, 60 as three frames. */
const spoken = { 20: Buffer.from([0x78, 1, 2, 3]), 60: Buffer.from([0x7b, 3, 1, 1, 2, 2, 3, 3]) };

/** A relay that is given packets of so many ms at these moments; what it hands on, by number and time. */
function relayed(lastsMs: 20 | 60, moments: readonly number[]) {
  const handed: { number: number; ms: number; silent: boolean; lasts: number }[] = [];
  const relay = new VoiceRelay({
    payloadType,
    ssrc: 1,
    epochMs: Date.now(),
    spokenAt: (timestamp) => begun + timestamp / 48,
    send: (packet) => {
      const rtp = readRtp(packet);
      if (!rtp) throw new Error('no RTP');
      const silent = silentOpus(opusMs(rtp.payload)).equals(rtp.payload);
      handed.push({ number: rtp.sequence, ms: rtp.timestamp / 48, silent, lasts: opusMs(rtp.payload) });
    },
  });
  const begun = Date.now();
  relay.start();
  for (const ms of moments) {
    relay.receive(writeRtp(payloadType, 7, { sequence: 0, timestamp: ms * 48, payload: spoken[lastsMs] }));
  }
  relay.stop();
  return handed;
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const range = (count: number, step: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + index * step);
const steps = (numbers: number[]) => numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));

describe('packets of Opus', () => {
  test('say how long they last', () => {
    expect(opusMs(spoken[20])).toBe(20);
    expect(opusMs(spoken[60])).toBe(60);
    // SILK, narrow: one frame of 60 ms; CELT: 2.5 ms, twice.
    expect(opusMs(Buffer.from([0x18]))).toBe(60);
    expect(opusMs(Buffer.from([0x81]))).toBe(5);
    expect(opusMs(Buffer.alloc(0))).toBe(20);
  });

  test.each([10, 20, 30, 40, 60, 120])('that say nothing last as long as wanted: %i ms', (ms) => {
    expect(opusMs(silentOpus(ms))).toBe(ms);
  });
});

describe('a voice on its way to the packager', () => {
  test.each([20, 60] as const)('is numbered without gaps, in packets of %i ms', (lasts) => {
    const handed = relayed(lasts, range(40, lasts));
    expect(handed.map(({ ms }) => Math.round(ms) - Math.round(handed[0]?.ms ?? 0))).toEqual(range(40, lasts));
    expect(new Set(steps(handed.map(({ number }) => number)))).toEqual(new Set([1]));
  });

  test('one packet that is lost leaves its number free', () => {
    const handed = relayed(60, [...range(10, 60), ...range(10, 60, 660)]);
    expect(handed.some(({ silent }) => silent)).toBe(false);
    expect(steps(handed.map(({ number }) => number)).filter((step) => step !== 1)).toEqual([2]);
  });

  test('a pause is filled with packets that are as long, under numbers that go on', () => {
    const handed = relayed(60, [...range(10, 60), ...range(10, 60, 2_000)]);
    const silent = handed.filter((one) => one.silent);
    expect(silent).toHaveLength(23);
    expect(new Set(silent.map(({ lasts }) => lasts))).toEqual(new Set([60]));
    for (const step of steps(handed.map(({ number }) => number))) expect([1, 2]).toContain(step);
    // Nothing overlaps, and no hole is longer than one packet.
    for (const step of steps(handed.map(({ ms }) => ms))) {
      expect(step).toBeGreaterThan(59);
      expect(step).toBeLessThan(120);
    }
  });

  test('one that was overtaken finds its place by its number', () => {
    const numbers = relayed(60, [0, 60, 180, 120, 240]).map(({ number }) => number);
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual([0, 1, 3, 2, 4]);
  });
});
