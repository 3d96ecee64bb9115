import type { Language } from '@sammelan/shared/contract/local-text.js';
import { ConsolePage } from '../features/console/ConsolePage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/console.en.js'),
  hi: () => import('./texts/console.hi.js'),
};

void mount((language: Language) => texts[language](), <ConsolePage />);
