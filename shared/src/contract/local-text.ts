/** Languages that texts are kept in. */
export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

/** A text in one or more languages; readers fall back to another language when theirs is missing. */
export type LocalText = Partial<Record<Language, string>>;

/** The text in `language`, else in any language, else an empty string. */
export const textIn = (text: LocalText, language: Language): string =>
  text[language] || languages.map((other) => text[other]).find(Boolean) || '';
