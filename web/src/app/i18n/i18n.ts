import type { Language } from '@sammelan/shared/contract/local-text.js';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferredLanguage, rememberLanguage } from './languages.js';
import type { PageTexts } from './texts.js';

/** Loads a page's texts in one language: a file of its own, so that nobody downloads the other. */
export type TextLoader = (language: Language) => Promise<{ default: PageTexts }>;

let load: TextLoader | null = null;

const carry = (language: Language): void => {
  document.documentElement.lang = language;
};

async function fetchTexts(language: Language): Promise<void> {
  if (!load || i18next.hasResourceBundle(language, 'common')) return;
  const { default: texts } = await load(language);
  for (const [namespace, bundle] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, bundle);
}

/** Readies i18next with the page's texts in the reader's language. */
export async function startI18n(loader: TextLoader): Promise<void> {
  load = loader;
  const language = preferredLanguage();
  carry(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    ns: [],
    resources: {},
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    returnEmptyString: false,
  });
  await fetchTexts(language);
}

/** The language shown now. */
export const currentLanguage = (): Language => i18next.language as Language;

/** Changes the page's language and remembers it. Rejects where the texts cannot be fetched; the language then stays. */
export async function chooseLanguage(language: Language): Promise<void> {
  await fetchTexts(language);
  carry(language);
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
