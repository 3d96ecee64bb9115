import type { Language } from '@sammelan/shared/contract/local-text.js';
import { beginVisit } from '../features/watch/visit.js';
import { WatchPage } from '../features/watch/WatchPage.js';
import { mount } from './mount.js';
import { NotFound } from './NotFound.js';

const texts = {
  en: () => import('./texts/watch.en.js'),
  hi: () => import('./texts/watch.hi.js'),
};
const load = (language: Language) => texts[language]();

const slug = /^\/r\/([^/]+)/.exec(location.pathname)?.[1];
if (slug) {
  // The visit begins before the texts are there: nothing on the way to the picture waits for words.
  const visit = beginVisit(decodeURIComponent(slug));
  void mount(load, <WatchPage visit={visit} />);
} else if (location.pathname.startsWith('/join')) {
  void import('../features/join/JoinPage.js').then(({ JoinPage }) => mount(load, <JoinPage />));
} else {
  void mount(load, <NotFound />);
}
