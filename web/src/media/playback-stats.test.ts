import { countPlayback, judgePlayback, reportPlayback } from './playback-stats.js';

const video = { type: 'inbound-rtp', kind: 'video', bytesReceived: 900, headerBytesReceived: 100, packetsReceived: 95 };
const audio = { type: 'inbound-rtp', kind: 'audio', bytesReceived: 500, packetsReceived: 50, totalAudioEnergy: 0.25 };
const still = countPlayback([], 0);

describe('countPlayback', () => {
  it('adds up what comes in and takes the worst jitter', () => {
    const report = [
      { ...video, jitter: 0.01, framesDecoded: 30, packetsLost: 5, freezeCount: 1 },
      { ...audio, jitter: 0.03 },
      { type: 'candidate-pair', bytesReceived: 99, currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.12 },
    ];
    expect(countPlayback(report, 7)).toEqual({
      at: 7,
      // With 44 bytes of headers and tag for each packet.
      bytes: 1500 + 145 * 44,
      packets: 145,
      lost: 5,
      jitter: 0.03,
      freezes: 1,
      frames: 30,
      audioEnergy: 0.25,
      rttMs: 120,
    });
  });
});

describe('judgePlayback', () => {
  const after = (entry: object) => judgePlayback(still, countPlayback([{ ...video, ...entry }], 3_600_000));

  it('is good while little is lost', () => {
    expect(after({ packetsLost: 4 })).toBe('good');
  });

  it('is weak with loss, jitter or a freeze', () => {
    expect(after({ packetsLost: 6 })).toBe('weak');
    expect(after({ jitter: 0.1 })).toBe('weak');
    expect(after({ freezeCount: 1 })).toBe('weak');
  });

  it('takes a stream that ended for nothing, not for less than nothing', () => {
    const before = countPlayback([{ ...video, packetsLost: 90 }], 0);
    expect(judgePlayback(before, countPlayback([], 3_000))).toBe('good');
  });
});

describe('reportPlayback', () => {
  it('tells what was lost and froze since the last report', () => {
    const before = countPlayback([{ ...video, packetsLost: 10, freezeCount: 2 }], 0);
    const now = countPlayback([{ ...video, packetsReceived: 185, packetsLost: 20, freezeCount: 3 }], 6_000);
    expect(reportPlayback(before, now)).toEqual({ loss: 0.1, rttMs: 0, freezes: 1 });
    expect(reportPlayback(now, now)).toEqual({ loss: 0, rttMs: 0, freezes: 0 });
  });
});
