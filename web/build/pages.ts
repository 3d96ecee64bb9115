import type { Plugin } from 'vite';

/** The pages and the addresses each answers; the server's `static-web.ts` says the same for the built files. */
export const pages: readonly { html: string; answers: RegExp }[] = [
  { html: 'console.html', answers: /^\/console(\/|$)/ },
  { html: 'speak.html', answers: /^\/speak\// },
  { html: 'booth.html', answers: /^\/(caption|interpret)\// },
  { html: 'claim.html', answers: /^\/claim\/?$/ },
  { html: 'sign-in.html', answers: /^\/signin\/?$/ },
  { html: 'watch.html', answers: /^\/(r\/|join\/?$)/ },
  { html: 'index.html', answers: /^\/$/ },
];

/** Serves each page under its own addresses in development. */
export const pageRoutes = (): Plugin => ({
  name: 'sammelan-page-routes',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      const page = pages.find(({ answers }) => answers.test(pathname));
      if (page) request.url = `/${page.html}${search}`;
      next();
    });
  },
});
