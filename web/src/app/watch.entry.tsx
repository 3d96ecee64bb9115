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

/**
 * Drawing keeps the page's only thread as long as the whole way to the picture takes: on a fast line it waits until that is
 * left to the network. On a slow line the words have not come by then, and wait for nothing.
 */
const maxDrawDelayMs = 300;

const slug = /^\/r\/([^/]+)/.exec(location.pathname)?.[1];
if (slug) {
  // The visit begins before the texts are there: nothing on the way to the picture waits for words.
  const visit = beginVisit(decodeURIComponent(slug));
  const soon = new Promise((resolve) => setTimeout(resolve, maxDrawDelayMs));
  void mount(load, <WatchPage visit={visit} />, Promise.race([visit.viewer.answered, soon]));
} else if (location.pathname.startsWith('/join')) {
  void import('../features/join/JoinPage.js').then(({ JoinPage }) => mount(load, <JoinPage />));
} else {
  void mount(load, <NotFound />);
}
