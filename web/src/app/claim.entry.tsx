import type { Language } from '@sammelan/shared/contract/local-text.js';
import { ClaimPage } from '../features/claim/ClaimPage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/claim.en.js'),
  hi: () => import('./texts/claim.hi.js'),
};

void mount((language: Language) => texts[language](), <ClaimPage />);
