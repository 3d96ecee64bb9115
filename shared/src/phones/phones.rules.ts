/** Digits of the codes that are sent. */
export const codeDigits = 6;
/** How long a code can be used. */
export const codeSeconds = 180;
/** How often a code may be typed before another has to be asked for. */
export const codeTries = 5;
/** Codes that one number is sent at most. A page counts down to the next that it may ask for. */
export const codesPerNumber = { in10Minutes: 3, aDay: 8 } as const;
/** The same for one device; a family's phone confirms several numbers. */
export const codesPerDevice = { in10Minutes: 6, aDay: 20 } as const;
/** A text message takes this long to arrive; asking sooner only spends one of three. */
export const resendSeconds = 30;
/** People who may share one number: a family, not a village. */
export const profilesPerPhone = 10;

/** First code points of the digits of India's scripts and of Arabic's, besides ASCII's. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];

/** Digits of any of India's scripts as 0–9; other characters stay. */
export const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0)!;
    const zero = zeros.find((one) => point >= one && point <= one + 9);
    return zero === undefined ? digit : String(point - zero);
  });

/**
 * A phone number as people write it, in E.164 (`+919876543210`); null where it cannot be a mobile's. Numbers without a
 * country are India's (`countryCode` 91) or whichever country the deployment is for; Indian mobiles begin with 6 to 9.
 */
export function toE164(text: string, countryCode = '91'): string | null {
  const typed = asciiDigits(text).replace(/[\s().\-\u200b-\u200d\u2010-\u2015]/g, '');
  const international = /^(?:\+|00)([1-9]\d{6,14})$/.exec(typed)?.[1];
  const national = /^0?([1-9]\d{5,12})$/.exec(typed)?.[1];
  const digits = international ?? (national && withCountry(national, countryCode));
  if (!digits || digits.length > 15) return null;
  if (digits.startsWith('91') && !/^91[6-9]\d{9}$/.test(digits)) return null;
  return `+${digits}`;
}

const withCountry = (national: string, countryCode: string): string =>
  // `91 98765 43210` is written without a plus as often as with one.
  countryCode === '91' && /^91[6-9]\d{9}$/.test(national) ? national : countryCode + national;
