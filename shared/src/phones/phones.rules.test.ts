import { asciiDigits, toE164 } from './phones.rules.js';

describe('a phone number', () => {
  it.each([
    '9876543210',
    '09876543210',
    '+91 98765 43210',
    '91 98765-43210',
    '0091 98765 43210',
    '९८७६५ ४३२१०',
    '+९१ ९८७६५४३२१०',
    '(98765) 43210',
  ])('is understood however it is written: %s', (text) => {
    expect(toE164(text)).toBe('+919876543210');
  });

  it('of another country needs its code, or a deployment for that country', () => {
    expect(toE164('+977 980 1234567')).toBe('+9779801234567');
    expect(toE164('9801234567', '977')).toBe('+9779801234567');
  });

  it.each([
    '',
    '12345',
    '+91 22 2654 1234',
    '1234567890',
    '98765 4321',
    '98765432101',
    'asha',
    '+',
    '+0 123',
    '9'.repeat(40),
  ])('is none: %s', (text) => {
    expect(toE164(text)).toBeNull();
  });

  it('keeps what is no digit', () => {
    expect(asciiDigits('१२a३')).toBe('12a3');
  });
});
