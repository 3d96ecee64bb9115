import { retryDelay, troubleOf } from './push.rules.js';

describe('a push that broke', () => {
  it('is tried again, ever more slowly, and given up only where it never went', () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => retryDelay(failures, true))).toEqual([
      1000, 2000, 5000, 10_000, 30_000, 30_000,
    ]);
    expect(retryDelay(24, false)).toBeNull();
    expect(retryDelay(1000, true)).toBe(30_000);
  });

  it.each([
    ['[tcp @ 0x1] Failed to resolve hostname a.b: Name or service not known', false, 'unknown-host'],
    ['[rtmp @ 0x1] Server error: NetStream.Publish.BadName', false, 'key-refused'],
    ['rtmp://x: Connection refused', false, 'no-connection'],
    ['av_interleaved_write_frame(): Broken pipe', true, 'broke-off'],
  ] as const)('%s', (words, wasLive, trouble) => {
    expect(troubleOf(words, wasLive)).toBe(trouble);
  });
});
