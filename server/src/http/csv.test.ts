import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('quotes what would break it', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\nlines', 7, null, 'गया'])).toBe(
      '"a,b","say ""no""","two\nlines",7,,गया\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('keeps a spreadsheet from running %j', (text) => {
    expect(csvLine([text])).toContain(`'${text}`);
  });

  it('leaves negative numbers alone', () => {
    expect(csvLine([-5])).toBe('-5\r\n');
  });
});
