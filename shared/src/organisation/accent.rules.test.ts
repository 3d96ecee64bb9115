import fc from 'fast-check';
import { accentFits, accentTones, contrast, minContrast, nearestAccent } from './accent.rules.js';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('accents', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#0b6e69', '#ffffff')).toBeGreaterThan(6);
  });

  it('takes a deep colour and refuses a pale one', () => {
    expect(accentFits('#0b6e69')).toBe(true);
    expect(accentFits('#ff9933')).toBe(false);
  });

  it('finds a tone that fits for every colour, and leaves those alone that do', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        expect(accentFits(nearestAccent(colour))).toBe(true);
        if (accentFits(colour)) expect(nearestAccent(colour)).toBe(colour);
      }),
    );
  });

  it('leaves a colour that can be read as it is', () => {
    expect(accentTones('#0b6e69').light.accent).toBe('#0b6e69');
  });

  it('makes tones of every accent that can be read on their grounds, in both looks', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const { light, dark } = accentTones(colour);
        for (const [tones, ground] of [
          [light, '#ffffff'],
          [dark, '#0e1116'],
        ] as const) {
          expect(contrast(tones.accent, ground)).toBeGreaterThanOrEqual(minContrast);
          expect(contrast(tones.accent, tones.tint)).toBeGreaterThanOrEqual(minContrast);
          expect(contrast(tones.onAccent, tones.accent)).toBeGreaterThanOrEqual(minContrast);
        }
      }),
    );
  });
});
