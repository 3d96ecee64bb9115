import type { Language } from '@sammelan/shared/contract/local-text.js';
import { WatchEntry } from '../features/watch/WatchEntry.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/watch.en.js'),
  hi: () => import('./texts/watch.hi.js'),
};

void mount((language: Language) => texts[language](), <WatchEntry />);
