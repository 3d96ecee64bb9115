import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { mediasoupHandlers } from './build/mediasoup-handlers.js';
import { pageRoutes, pages } from './build/pages.js';
import { precompress } from './build/precompress.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env['SAMMELAN_API'] ?? 'http://localhost:3000';

const corePackages = /node_modules\/(?:preact|i18next|react-i18next|socket\.io-|engine\.io-|@socket\.io\/)/;
const coreFolders =
  /\/web\/src\/(?:app\/(?!texts\/)[^/]+(?<!\.entry)\.tsx?|app\/i18n\/|realtime\/(?!check-payload)|ui\/)/;
const coreShared =
  /\/shared\/src\/contract\/(?:contract|errors|local-text|stream-clock)\.ts$|vite\/(?:modulepreload-polyfill|preload-helper)/;
const citizenFeatures = 'chat|hands|join|moderation|phones|polls|regions|watch';
const citizenTexts = (language: string) =>
  new RegExp(`/(?:app/texts/(?:common|errors|watch)|features/(?:${citizenFeatures})/\\w+)\\.${language}\\.ts$`);

export default defineConfig({
  root: here('.'),
  plugins: [react(), pageRoutes(), mediasoupHandlers(), precompress()],
  resolve: {
    alias: [
      { find: /^@sammelan\/shared\/(.*)\.js$/, replacement: here('../shared/src/$1.ts') },
      // Pages are written against React and shipped with preact's compatible build: 10 KB in place of 59.
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
    dedupe: ['preact'],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    target: ['chrome80', 'firefox91', 'safari14'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: pages.map((page) => here(page.html)),
      output: {
        // Left alone it cuts what pages share into twenty files, and a phone far away pays for each: what every page needs
        // is one file, and so are a citizen's texts in one language.
        codeSplitting: {
          groups: [
            { name: 'core', test: (id) => corePackages.test(id) || coreFolders.test(id) || coreShared.test(id) },
            { name: 'words-en', test: citizenTexts('en') },
            { name: 'words-hi', test: citizenTexts('hi') },
          ],
        },
      },
    },
  },
  server: {
    port: Number(process.env['WEB_PORT'] ?? 5173),
    proxy: {
      '/api': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
