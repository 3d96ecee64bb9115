import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this, headers outweigh what compression saves. */
const minBytes = 1024;
const texts = /\.(?:js|css|html|svg|json|webmanifest)$/;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** Writes `file.br` and `file.gz` beside every text file of the build, so that the server never compresses one. */
export const precompress = (): Plugin => ({
  name: 'sammelan-precompress',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    sequential: true,
    handler() {
      const { outDir } = this.environment.config.build;
      for (const path of filesIn(join(this.environment.config.root, outDir))) {
        const content = readFileSync(path);
        if (!texts.test(path) || content.length < minBytes) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  },
});
