import fc from 'fast-check';
import { guestNumber, linkParts, roomKeyOf, slowModeWaitMs, tidyText } from './chat.rules.js';

describe('linkParts', () => {
  const links = (text: string): (string | null)[] => linkParts(text).flatMap(({ href }) => href ?? []);

  it.each([
    ['See https://example.org/a?b=1#c.', ['https://example.org/a?b=1#c']],
    ['www.example.org, please', ['https://www.example.org']],
    ['(http://example.org/x) and HTTPS://EXAMPLE.ORG', ['http://example.org/x', 'HTTPS://EXAMPLE.ORG']],
    ['यहाँ देखें https://example.org/गया।', ['https://example.org/गया']],
    ['Come to Gaya at 5.30, not 6.00', []],
    ['javascript:alert(1) data:text/html,x', []],
    ['https:// www.', []],
  ])('finds the addresses of %j', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it('loses no letter, and makes links of http and https alone', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '.', ' ', '/', 'www.', 'https://', 'javascript:', '"', '<', '\n', 'ग'),
    });
    fc.assert(
      fc.property(text, (any) => {
        const parts = linkParts(any);
        expect(parts.map((part) => part.text).join('')).toBe(any);
        for (const { href } of parts) expect(href === null || /^https?:\/\//i.test(href)).toBe(true);
      }),
    );
  });
});

describe('tidyText', () => {
  it.each([
    ['  two\r\nlines \n', 'two\nlines'],
    ['a\n\n\n \n\nb', 'a\n\nb'],
    [' \n\t ', ''],
  ])('makes %j %j', (text, expected) => expect(tidyText(text)).toBe(expected));

  it('changes nothing the second time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\t') });
    fc.assert(fc.property(text, (any) => expect(tidyText(tidyText(any))).toBe(tidyText(any))));
  });
});

describe('roomKeyOf', () => {
  it.each([
    ['/BR/BR-GAYA/BR-GAYA-BODH-GAYA/', 1, '/BR/BR-GAYA/'],
    ['/BR/BR-GAYA/', 1, '/BR/BR-GAYA/'],
    ['/BR/', 1, null],
    ['/', 0, null],
    ['/BR/BR-GAYA/', 0, '/BR/'],
  ])('of %s at level %i is %s', (path, level, key) => expect(roomKeyOf(path, level)).toBe(key));
});

it('numbers a guest with four digits, always the same', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(guestNumber(id)).toMatch(/^\d{4}$/);
      expect(guestNumber(id)).toBe(guestNumber(id));
    }),
  );
});

it('slow mode lets the first through and the next after its seconds, not a millisecond before', () => {
  expect(slowModeWaitMs(undefined, 30, 5)).toBe(0);
  expect(slowModeWaitMs(1000, 30, 30_999)).toBe(1);
  expect(slowModeWaitMs(1000, 30, 31_000)).toBe(0);
});
