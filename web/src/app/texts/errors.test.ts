import { errorStatus } from '@sammelan/shared/contract/errors.js';
import { errors as english } from './errors.en.js';
import { errors as hindi } from './errors.hi.js';

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the sentence for every error', () => {
  it.each(Object.keys(errorStatus) as (keyof typeof errorStatus)[])('%s has one in both languages', (code) => {
    expect(english[code]).toMatch(/[.]$/);
    expect(hindi[code]).toMatch(/।$/);
    expect(hindi[code]).toMatch(/[ऀ-ॿ]/);
    expect(placeholders(hindi[code])).toEqual(placeholders(english[code]));
  });

  it('has none for codes that no longer exist', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(errorStatus).sort());
    expect(Object.keys(hindi).sort()).toEqual(Object.keys(errorStatus).sort());
  });
});
