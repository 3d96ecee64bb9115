import fc from 'fast-check';
import { isoToWall, timeZones, wallToIso } from './zoned-time.js';

describe('times in a zone', () => {
  it('knows what the clock in Patna shows', () => {
    expect(isoToWall('2026-11-01T13:00:00.000Z', 'Asia/Kolkata')).toBe('2026-11-01T18:30');
    expect(wallToIso('2026-11-01T18:30', 'Asia/Kolkata')).toBe('2026-11-01T13:00:00.000Z');
  });

  it('follows summer time', () => {
    expect(wallToIso('2026-07-01T12:00', 'Europe/London')).toBe('2026-07-01T11:00:00.000Z');
    expect(wallToIso('2026-12-01T12:00', 'Europe/London')).toBe('2026-12-01T12:00:00.000Z');
  });

  it('says nothing for what is no time', () => {
    expect(wallToIso('', 'Asia/Kolkata')).toBeNull();
    expect(wallToIso('tomorrow', 'Asia/Kolkata')).toBeNull();
  });

  it('leads back to the same minute, in every zone', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 80 });
    fc.assert(
      fc.property(minutes, fc.constantFrom('Asia/Kolkata', 'Asia/Kathmandu', 'UTC', 'Asia/Tokyo'), (minute, zone) => {
        const iso = new Date(minute * 60_000).toISOString();
        expect(wallToIso(isoToWall(iso, zone), zone)).toBe(iso);
      }),
    );
  });

  it('offers each zone once, the current one first', () => {
    const zones = timeZones('Asia/Kathmandu');
    expect(zones[0]).toBe('Asia/Kathmandu');
    expect(new Set(zones).size).toBe(zones.length);
  });
});
