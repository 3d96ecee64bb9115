import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { recall, remember } from '../../app/storage.js';

const languageKey = 'sammelan.captions';
const sizeKey = 'sammelan.captions.size';

export type CaptionSize = 'normal' | 'large';

const isLanguage = (tag: string | null): tag is SpokenLanguage => tag !== null && tag in spokenLanguages;

/** What was chosen on an earlier visit; null: no captions. */
export function rememberedCaptions(): { language: SpokenLanguage | null; size: CaptionSize } {
  const language = recall(languageKey);
  return { language: isLanguage(language) ? language : null, size: recall(sizeKey) === 'large' ? 'large' : 'normal' };
}

export const rememberCaptionLanguage = (language: SpokenLanguage | null): void => remember(languageKey, language);

export const rememberCaptionSize = (size: CaptionSize): void => remember(sizeKey, size);
