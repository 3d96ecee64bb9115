import fc from 'fast-check';
import { accentTokens, contrast } from './accent.js';

const rgb = (hex: string) =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as readonly [number, number, number];

const colours = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

describe('the organisation’s colour', () => {
  it.each([
    ['light', '#ffffff'],
    ['dark', '#0e1116'],
  ] as const)('can be read on %s, whatever it was', (theme, paper) => {
    fc.assert(
      fc.property(colours, (hex) => {
        const { accent, onAccent, tint } = accentTokens(hex, theme)!;
        // A rounded hex may lose a hair of what was computed.
        expect(contrast(rgb(accent), rgb(paper))).toBeGreaterThan(4.45);
        expect(contrast(rgb(accent), rgb(tint))).toBeGreaterThan(4.4);
        expect(contrast(rgb(onAccent), rgb(accent))).toBeGreaterThan(4.45);
      }),
    );
  });

  it('stays as it is where it can be read', () => {
    expect(accentTokens('#0b6e69', 'light')?.accent).toBe('#0b6e69');
  });

  it('is refused where it is no colour', () => {
    expect(accentTokens('red;background:url(x)', 'light')).toBeNull();
  });
});
