import { accentTones } from '@sammelan/shared/organisation/accent.rules.js';
import { useEffect } from 'react';

const colour = /^#[0-9a-f]{6}$/i;

/** Dresses the page in the organisation's colour (`#rrggbb`); null or an unusable one leaves the product's own. */
export function useAccent(hex: string | null): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const tones = hex && colour.test(hex) ? accentTones(hex) : null;
    for (const look of ['light', 'dark'] as const) {
      const set = (name: string, value: string | undefined) =>
        value ? style.setProperty(`--${name}-${look}`, value) : style.removeProperty(`--${name}-${look}`);
      set('accent', tones?.[look].accent);
      set('on-accent', tones?.[look].onAccent);
      set('accent-tint', tones?.[look].tint);
    }
  }, [hex]);
}
