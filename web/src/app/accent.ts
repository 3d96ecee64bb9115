import { useEffect } from 'react';

type Rgb = readonly [number, number, number];

const papers = { light: [255, 255, 255], dark: [14, 17, 22] } as const satisfies Record<string, Rgb>;
const white: Rgb = [255, 255, 255];
const black: Rgb = [8, 10, 14];

/** WCAG 2.2 contrast that text must have. */
const readable = 4.5;

const parseHex = (hex: string): Rgb | null => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return match && [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)];
};

const toHex = (color: Rgb): string =>
  `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

const luminance = (color: Rgb): number => {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Contrast of two colours, 1 … 21 (WCAG 2.2, relative luminance). */
export const contrast = (a: Rgb, b: Rgb): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

export interface AccentTokens {
  accent: string;
  onAccent: string;
  tint: string;
}

/**
 * The organisation's colour as it may be used on light or dark: moved towards ink until text in it can be read on paper
 * and on its own tint. Null where it is not a colour (`#rrggbb`).
 */
export function accentTokens(hex: string, theme: 'light' | 'dark'): AccentTokens | null {
  const wanted = parseHex(hex);
  if (!wanted) return null;
  const paper = papers[theme];
  const ink = theme === 'light' ? black : white;
  for (let share = 0; share <= 1; share += 0.02) {
    const accent = mix(wanted, ink, share);
    const tint = mix(paper, accent, theme === 'light' ? 0.1 : 0.18);
    if (contrast(accent, paper) < readable || contrast(accent, tint) < readable) continue;
    const onAccent = contrast(white, accent) >= readable ? white : black;
    if (contrast(onAccent, accent) < readable) continue;
    return { accent: toHex(accent), onAccent: toHex(onAccent), tint: toHex(tint) };
  }
  return null;
}

/** Dresses the page in the organisation's colour (`#rrggbb`); null or an unusable one leaves the product's own. */
export function useAccent(hex: string | null): void {
  useEffect(() => {
    const { style } = document.documentElement;
    for (const theme of ['light', 'dark'] as const) {
      const tokens = hex ? accentTokens(hex, theme) : null;
      if (!tokens) continue;
      style.setProperty(`--accent-${theme}`, tokens.accent);
      style.setProperty(`--on-accent-${theme}`, tokens.onAccent);
      style.setProperty(`--accent-tint-${theme}`, tokens.tint);
    }
  }, [hex]);
}
