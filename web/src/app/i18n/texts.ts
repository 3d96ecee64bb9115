import type { common } from '../texts/common.en.js';
import type { errors } from '../texts/errors.en.js';

/**
 * Every namespace of texts, by feature. A feature adds a line here and its files `<feature>.en.ts` and `<feature>.hi.ts`;
 * the pages that show it add them to `app/texts/<page>.<language>.ts`.
 */
export interface Texts {
  common: typeof common;
  errors: typeof errors;
}

/** The same keys in another language. */
export type Translated<T> = { readonly [K in keyof T]: string };

/** The namespaces that one page uses, in one language. */
export type PageTexts = { readonly [N in keyof Texts]?: Translated<Texts[N]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Texts;
    returnNull: false;
  }
}
