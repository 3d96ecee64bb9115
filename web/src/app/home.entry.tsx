import type { Language } from '@sammelan/shared/contract/local-text.js';
import { HomePage } from '../features/home/HomePage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/home.en.js'),
  hi: () => import('./texts/home.hi.js'),
};

void mount((language: Language) => texts[language](), <HomePage />);
