/** Characters of a password: long rather than odd (NIST SP 800-63B). */
export const passwordLength = { min: 12, max: 200 } as const;

/** Logins are compared in one form. */
export const tidyLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();
