import { feedToUse, steadyMs } from './feed.rules.js';

const now = 1_000_000;
const flowing = (id: string, forMs = 60_000) => ({ id, flowingSince: now - forMs });
const silent = (id: string) => ({ id, flowingSince: null });

describe('the feed that a seat shows', () => {
  it.each([
    ['none where there is none', [], null, null],
    ['the first to come, before anything flows', [silent('a')], null, 'a'],
    ['the one that flows, where the first does not yet', [silent('a'), flowing('b')], null, 'b'],
    ['what it shows, while that flows', [flowing('a'), flowing('b')], 'a', 'a'],
    ['the reserve, as soon as the first falls silent', [silent('a'), flowing('b', 10)], 'a', 'b'],
    ['what it shows, where nothing else flows either', [silent('a'), silent('b')], 'b', 'b'],
    ['the reserve, while the first is back only just', [flowing('a', steadyMs - 1), flowing('b')], 'b', 'b'],
    ['the first again, once it is steady', [flowing('a', steadyMs), flowing('b')], 'b', 'a'],
    ['the first again at once, where the reserve fails', [flowing('a', 10), silent('b')], 'b', 'a'],
    ['the other, where the one it showed is gone', [flowing('b')], 'a', 'b'],
  ] as const)('%s', (_, feeds, inUse, expected) => {
    expect(feedToUse(feeds, inUse, now)).toBe(expected);
  });
});
