import type { Language } from '@sammelan/shared/contract/local-text.js';
import { mount } from './mount.js';

const texts = {
  en: () => import('./texts/booth.en.js'),
  hi: () => import('./texts/booth.hi.js'),
};
const load = (language: Language) => texts[language]();

if (location.pathname.startsWith('/interpret/'))
  void import('../features/interpretation/booth/InterpretPage.js').then(({ InterpretPage }) =>
    mount(load, <InterpretPage />),
  );
else void import('../features/captions/write/CaptionPage.js').then(({ CaptionPage }) => mount(load, <CaptionPage />));
