const devanagariZero = 0x0966;

/** A day (`2026-11-22`) as people here write it: `22/11/2026`. Empty for what is no day. */
export function dayText(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return year === undefined ? '' : `${date}/${month}/${year}`;
}

/**
 * What somebody wrote as a day, day first: `22/11/2026`, `22-11-26`, `२२.११.२०२६`. Null for what is none, so also for the 31st
 * of a month that has no such day.
 */
export function readDay(text: string): string | null {
  const digits = text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - devanagariZero));
  const [, date, month, year] = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\s*$/.exec(digits) ?? [];
  if (date === undefined || month === undefined || year === undefined) return null;
  const day = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? null : day;
}
