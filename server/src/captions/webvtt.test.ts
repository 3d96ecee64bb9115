import { webVtt } from './webvtt.js';

const began = Date.parse('2026-01-26T10:00:00Z');
/** The segment from 20 s to 22 s of a take whose media time is 10 at its beginning. */
const span = { from: began + 20_000, to: began + 22_000, mediaStartedAt: began - 10_000 };
const line = (text: string, seconds: number, takenSeconds?: number) => ({
  lineId: text,
  text,
  at: began + seconds * 1000,
  takenAt: takenSeconds === undefined ? undefined : began + takenSeconds * 1000,
});
const times = (vtt: string) => [...vtt.matchAll(/^(\S+) --> (\S+)$/gm)].map(([, from, to]) => [from, to]);

describe('a segment of captions', () => {
  test('says each line that is read within it, in the media’s own time', () => {
    const vtt = webVtt([line('before', 17), line('within', 21), line('after', 40)], span);
    expect(vtt).toMatch(/^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n/);
    expect(times(vtt)).toEqual([['00:00:31.000', '00:00:33.000']]);
  });

  test('repeats a line that is read on from the segment before, with its true times', () => {
    const long = 'x'.repeat(60);
    expect(times(webVtt([line(long, 18)], span))).toEqual([['00:00:28.000', '00:00:33.000']]);
  });

  test('brings a line that came too late for its own segment', () => {
    expect(times(webVtt([line('late', 15, 21)], span))).toEqual([['00:00:25.000', '00:00:27.000']]);
    expect(times(webVtt([line('late', 15, 23)], span))).toEqual([]);
  });

  test('shows what is said, not what it looks like to a parser', () => {
    expect(webVtt([line('<b>5 > 3 & 2 --> 1</b>', 21)], span)).toContain(
      '&lt;b&gt;5 &gt; 3 &amp; 2 --&gt; 1&lt;/b&gt;',
    );
  });

  test('has nothing of what was read before the take began', () => {
    expect(times(webVtt([line('slate', 5, 21)], { ...span, mediaStartedAt: began + 15_000 }))).toEqual([]);
  });
});
