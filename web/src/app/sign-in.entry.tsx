import type { Language } from '@sammelan/shared/contract/local-text.js';
import { SignInPage } from '../features/sign-in/SignInPage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/sign-in.en.js'),
  hi: () => import('./texts/sign-in.hi.js'),
};

void mount((language: Language) => texts[language](), <SignInPage />);
