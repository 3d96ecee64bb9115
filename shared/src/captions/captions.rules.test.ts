import * as fc from 'fast-check';
import { captionMs, captionsAt, shownCaptions, tidyCaption, withEnds } from './captions.rules.js';

const lines = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 60_000 }), text: fc.string({ minLength: 1, maxLength: 200 }) }),
  { maxLength: 20 },
);

describe('captions on the stream’s clock', () => {
  test('a text is one row', () => {
    expect(tidyCaption('  साथियो,\n आज\t हम  ')).toBe('साथियो, आज हम');
  });

  test('a short word stands two seconds, the longest line eight', () => {
    expect([captionMs('हाँ'), captionMs('x'.repeat(60)), captionMs('x'.repeat(200))]).toEqual([2_000, 5_000, 8_000]);
  });

  test('no more than two are shown, the newest last, none before its time or after it was read', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 70_000 }), (all, at) => {
        const shown = captionsAt(all, at);
        expect(shown.length).toBeLessThanOrEqual(shownCaptions);
        expect(shown.map((line) => line.at)).toEqual(shown.map((line) => line.at).sort((a, b) => a - b));
        for (const line of shown) {
          expect(line.at).toBeLessThanOrEqual(at);
          expect(at).toBeLessThan(line.at + captionMs(line.text));
        }
      }),
    );
  });

  test('every line is shown at its moment, unless it shares it with more than there is room for', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const crowded = (at: number) => all.filter((line) => line.at === at).length > shownCaptions;
        for (const line of all.filter(({ at }) => !crowded(at)))
          expect(captionsAt(all, line.at)).toContainEqual(expect.objectContaining(line));
        for (const line of withEnds(all)) expect(line.until).toBeGreaterThan(line.at);
      }),
    );
  });
});
