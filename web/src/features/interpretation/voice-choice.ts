import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { recall, remember } from '../../app/storage.js';

const key = 'sammelan.interpretation';

/** In which language this browser's owner hears rallies; null: as they are spoken. */
export function rememberedVoice(): SpokenLanguage | null {
  const tag = recall(key);
  return tag !== null && tag in spokenLanguages ? (tag as SpokenLanguage) : null;
}

export const rememberVoice = (language: SpokenLanguage | null): void => remember(key, language);
