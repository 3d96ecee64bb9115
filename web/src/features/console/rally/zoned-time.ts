const partsIn = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

/** An instant (ISO) as a clock on the wall shows it in an IANA zone: `2026-11-01T18:30`, as `datetime-local` wants it. */
export function isoToWall(iso: string, zone: string): string {
  const parts = Object.fromEntries(
    partsIn(zone)
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

const offsetMs = (at: number, zone: string): number =>
  Date.parse(`${isoToWall(new Date(at).toISOString(), zone)}:00Z`) - Math.floor(at / 60_000) * 60_000;

/**
 * The instant (ISO) at which a clock in the zone shows `wall`; null where `wall` is no time. An hour that the change to
 * summer time leaves out is taken as the same time after it.
 */
export function wallToIso(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset there is that of the instant we look for, so the guess is corrected by the offset it has itself.
  const guess = asUtc - offsetMs(asUtc, zone);
  return new Date(asUtc - offsetMs(guess, zone)).toISOString();
}

/** Every zone the browser knows, those that matter here first. */
export function timeZones(current: string): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const intl = Intl as typeof Intl & { supportedValuesOf?: (key: 'timeZone') => string[] };
  const all = intl.supportedValuesOf?.('timeZone') ?? [];
  return [...new Set([current, 'Asia/Kolkata', own, ...all])].filter(Boolean);
}
