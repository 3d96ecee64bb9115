import type { Language } from '@sammelan/shared/contract/local-text.js';
import { CaptionPage } from '../features/captions/write/CaptionPage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/booth.en.js'),
  hi: () => import('./texts/booth.hi.js'),
};

void mount((language: Language) => texts[language](), <CaptionPage />);
