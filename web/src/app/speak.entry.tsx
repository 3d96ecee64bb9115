import type { Language } from '@sammelan/shared/contract/local-text.js';
import { SpeakPage } from '../features/stage/SpeakPage.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/speak.en.js'),
  hi: () => import('./texts/speak.hi.js'),
};

void mount((language: Language) => texts[language](), <SpeakPage />);
