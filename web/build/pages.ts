import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';

interface Page {
  /** The file that is built, and its key in the manifest. */
  html: string;
  /** In `src/app`. */
  entry: string;
  answers: RegExp;
  /** Says that it is opening before its scripts are there. */
  opening?: true;
}

/** The pages and the addresses each answers; the server's `static-web.ts` says the same for the built files. */
export const pages: readonly Page[] = [
  { html: 'console.html', entry: 'console', answers: /^\/console(\/|$)/ },
  { html: 'speak.html', entry: 'speak', answers: /^\/speak\// },
  { html: 'booth.html', entry: 'booth', answers: /^\/(caption|interpret)\// },
  { html: 'claim.html', entry: 'claim', answers: /^\/claim\/?$/ },
  { html: 'sign-in.html', entry: 'sign-in', answers: /^\/signin\/?$/ },
  { html: 'watch.html', entry: 'watch', answers: /^\/(r\/|join\/?$)/, opening: true },
  { html: 'index.html', entry: 'home', answers: /^\/$/ },
];

/** For a citizen on a slow line; its looks are in `public/opening.css`. */
const opening = `
      <main class="opening" aria-busy="true">
        <div></div>
        <p lang="hi">खुल रहा है…</p>
        <p lang="en">Opening…</p>
      </main>
    `;

/** Makes the pages from one, `page.html`; in development it serves each under its own addresses. */
export function htmlPages(root: string): Plugin {
  const write = (page: Page): string =>
    readFileSync(join(root, 'page.html'), 'utf8')
      .replace('/src/app/entry', `/src/app/${page.entry}.entry.tsx`)
      .replace('<!-- head -->', page.opening ? '<link rel="stylesheet" href="/opening.css" />' : '')
      .replace('<!-- opening -->', page.opening ? opening : '');
  const pageAt = (file: string) => pages.find(({ html }) => file === join(root, html));
  return {
    name: 'sammelan-pages',
    enforce: 'pre',
    resolveId: (source) => (pageAt(source) ? source : null),
    load(id) {
      const page = pageAt(id);
      if (!page) return null;
      this.addWatchFile(join(root, 'page.html'));
      return write(page);
    },
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (basename(file) === 'page.html') server.ws.send({ type: 'full-reload' });
      });
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const page = pages.find(({ answers }) => answers.test(pathname));
        if (!page) return next();
        server.transformIndexHtml(`/${page.html}`, write(page), request.url).then((html) => {
          response.setHeader('Content-Type', 'text/html');
          response.end(html);
        }, next);
      });
    },
  };
}
