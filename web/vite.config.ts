import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkOf } from './build/chunks.js';
import { mediasoupHandlers } from './build/mediasoup-handlers.js';
import { htmlPages, pages } from './build/pages.js';
import { precompress } from './build/precompress.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env['SAMMELAN_API'] ?? 'http://localhost:3000';

export default defineConfig({
  root: here('.'),
  plugins: [react(), htmlPages(here('.')), mediasoupHandlers(), precompress()],
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
        codeSplitting: { groups: [{ name: chunkOf }] },
      },
    },
  },
  server: {
    port: Number(process.env['WEB_PORT'] ?? 5173),
    proxy: {
      '/api': { target: api },
      '/hls': { target: api },
      '/replay': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
