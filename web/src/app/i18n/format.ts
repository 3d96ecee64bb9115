import type { Language } from '@sammelan/shared/contract/local-text.js';

const locales: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN' };

/** Formatters are slow to make and many cells use the same one. */
const cached = <T>(make: (locale: string, style: string) => T) => {
  const made = new Map<string, T>();
  return (language: Language, style = ''): T => {
    const key = `${language} ${style}`;
    let formatter = made.get(key);
    if (!formatter) made.set(key, (formatter = make(locales[language], style)));
    return formatter;
  };
};

const numbers = cached((locale) => new Intl.NumberFormat(locale));
const percents = cached((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
const decimals = cached((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
/** In Hindi the part of the day is said, not am or pm; a browser that does not know it says those. */
const clock = (locale: string): Intl.DateTimeFormatOptions => ({
  hour: 'numeric',
  minute: '2-digit',
  ...(locale === locales.hi && { dayPeriod: 'short' }),
});
const times = cached((locale) => new Intl.DateTimeFormat(locale, clock(locale)));

/** Whether a zone is the reader's own, by whichever of its names. */
const isHere = (timeZone: string): boolean => {
  const nameOf = (zone?: string) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  return nameOf(timeZone) === nameOf();
};
const dates = cached(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...clock(locale),
      ...(timeZone && !isHere(timeZone) && { timeZone, timeZoneName: 'short' }),
    }),
);

const days = cached((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }));

/** 123456 → 1,23,456. */
export const formatNumber = (value: number, language: Language): string => numbers(language).format(value);

/** At most one decimal: 3.7. */
export const formatDecimal = (value: number, language: Language): string => decimals(language).format(value);

/** 0.374 → 37%. */
export const formatShare = (share: number, language: Language): string => percents(language).format(share);

/** The hour and minute, in the reader's zone. */
export const formatTime = (at: string | number | Date, language: Language): string =>
  times(language).format(new Date(at));

/** Weekday, date and time; in the reader's zone where none is given, with the zone's name where it is another. */
export const formatMoment = (at: string | Date, language: Language, timeZone?: string): string =>
  dates(language, timeZone).format(new Date(at));

/** Day, month and year; for what is months away. */
export const formatDay = (at: string | Date, language: Language): string => days(language).format(new Date(at));

/** Seconds as 42:10, or 1:02:09 from an hour on. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
