// node infra/scripts/bundle.mjs: the compiled server and its packages as a few files in server/bundle. A start that reads 20
// files instead of 3,200 takes half the CPU. What is imported lazily stays in files of its own.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/paths.mjs';

const outdir = path.join(root, 'server/bundle');

/** Not bundled: native code finds its binary beside itself, and NestJS names what we do not have and it does without. */
const external = ['@node-rs/argon2', '@nestjs/microservices', '@nestjs/microservices/*', '@fastify/static'];

/** CommonJS in an ES module finds what it knows from Node. */
const banner = `import { createRequire as commonRequire } from 'node:module';
const require = commonRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** Asks for TypeORM a second time, by `require`, for two exports of versions before 1.0: 300 more files, and all in vain. */
const oldTypeOrm = {
  name: 'old-typeorm',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@nestjs[/\\]typeorm[/\\]dist[/\\]common[/\\]typeorm-compat\.js$/ }, () => ({
      contents: 'export const Connection = undefined, AbstractRepository = undefined;',
    })),
};

await rm(outdir, { recursive: true, force: true });
await build({
  // What tsc made: esbuild itself writes no types for decorators, which dependency injection goes by.
  entryPoints: [path.join(root, 'server/dist/main.js')],
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node22.12',
  // Of packages that come both ways the one of which unused parts can be left out.
  mainFields: ['module', 'main'],
  // Repositories are injected by the names of their entities.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  external,
  plugins: [oldTypeOrm],
  banner: { js: banner },
  logLevel: 'warning',
});
