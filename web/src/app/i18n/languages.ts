import { type Language, languages } from '@sammelan/shared/contract/local-text.js';
import { recall, remember } from '../storage.js';

const key = 'sammelan.language';

const isLanguage = (value: unknown): value is Language => (languages as readonly unknown[]).includes(value);

/** Language names in their own language, as a choice shows them. */
export const languageNames: Record<Language, string> = { en: 'English', hi: 'हिन्दी' };

/** Whether this person has chosen a language here before. */
export const hasChosenLanguage = (): boolean => isLanguage(recall(key));

/** The link's `?lang=`, else the remembered choice, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const linked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(linked)) return linked;
  const chosen = recall(key);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

export const rememberLanguage = (language: Language): void => remember(key, language);
