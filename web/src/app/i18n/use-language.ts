import { type Language, type LocalText, textIn } from '@sammelan/shared/contract/local-text.js';
import { useTranslation } from 'react-i18next';
import { formatDay, formatDecimal, formatMoment, formatNumber, formatShare, formatTime } from './format.js';

/** The shown language with everything that depends on it, bound to it. */
export function useLanguage() {
  const language = useTranslation().i18n.language as Language;
  return {
    language,
    /** The text in this language, else in any. */
    local: (text: LocalText) => textIn(text, language),
    number: (value: number) => formatNumber(value, language),
    decimal: (value: number) => formatDecimal(value, language),
    share: (value: number) => formatShare(value, language),
    day: (at: string | Date) => formatDay(at, language),
    time: (at: string | number | Date) => formatTime(at, language),
    moment: (at: string | Date, timeZone?: string) => formatMoment(at, language, timeZone),
  };
}
