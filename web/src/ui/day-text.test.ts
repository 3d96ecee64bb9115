import { dayText, readDay } from './day-text.js';

describe('days as people here write them', () => {
  it.each([
    ['22/11/2026', '2026-11-22'],
    ['1/2/26', '2026-02-01'],
    [' 05-01-2027 ', '2027-01-05'],
    ['5.1.2027', '2027-01-05'],
    ['२२/११/२०२६', '2026-11-22'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toBe(day);
    expect(readDay(dayText(day))).toBe(day);
  });

  it.each(['', '11/22/2026', '31/04/2026', '29/02/2027', '22/11', '2026-11-22', 'tomorrow', '22/11/202', '0/1/2026'])(
    '%s is none',
    (text) => expect(readDay(text)).toBeNull(),
  );

  it('shows nothing for no day', () => expect(dayText('')).toBe(''));
});
