type Rgb = readonly [number, number, number];

/** Text on a ground is read by everybody from here on (WCAG 2.2, 1.4.3). */
export const minContrast = 4.5;

/** Grounds of the two looks; the same as `--paper` in the web's tokens. */
const paper = { light: '#ffffff', dark: '#0e1116' } as const;
/** Text over the accent: white, or near black where the accent is bright. */
const overAccent = { light: '#ffffff', dark: '#0e1116' } as const;

const rgb = (hex: string): Rgb => {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

const hexOf = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mix = (a: string, b: string, share: number): string => {
  const [from, to] = [rgb(a), rgb(b)];
  return hexOf([0, 1, 2].map((index) => from[index]! + (to[index]! - from[index]!) * share) as unknown as Rgb);
};

/** Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = rgb(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours (`#rrggbb`), 1 to 21, as WCAG 2.2 defines it. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `hex` moved towards `goal` by as little as makes it readable on `ground`. */
function readable(hex: string, ground: string, goal: string): string {
  for (let share = 0; share < 1; share += 0.02) {
    const moved = mix(hex, goal, share);
    if (contrast(moved, ground) >= minContrast) return moved;
  }
  return goal;
}

/** Whether links and buttons in this colour can be read on white. The dark look gets a lighter tone by itself. */
export const accentFits = (hex: string): boolean => contrast(hex, paper.light) >= minContrast;

/** The nearest darker tone that fits; `hex` itself where it does. */
export const nearestAccent = (hex: string): string => readable(hex, paper.light, '#000000');

export interface AccentTones {
  accent: string;
  onAccent: string;
  tint: string;
}

/** The tones that each look makes of a colour: the accent, text over it, and a pale ground of it. All can be read. */
export function accentTones(hex: string): { light: AccentTones; dark: AccentTones } {
  const lightTint = mix(hex, paper.light, 0.89);
  const light = readable(hex, lightTint, '#000000');
  const bright = readable(hex, paper.dark, '#ffffff');
  const darkTint = mix(bright, paper.dark, 0.8);
  const dark = readable(bright, darkTint, '#ffffff');
  return {
    light: { accent: light, onAccent: overAccent.light, tint: lightTint },
    dark: { accent: dark, onAccent: overAccent.dark, tint: darkTint },
  };
}
