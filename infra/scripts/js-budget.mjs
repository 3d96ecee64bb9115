// Adds up the JavaScript that a citizen's phone fetches before the first picture, and fails above the budget.
// Usage: node infra/scripts/js-budget.mjs   (after the web was built)
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Brotli bytes; issue "The look" and the handbook's performance page. */
export const budgetBytes = 90 * 1024;

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));

const brotliSize = (file) => {
  try {
    return statSync(`${dist}${file}.br`).size;
  } catch {
    return statSync(`${dist}${file}`).size; // too small to be worth compressing
  }
};

/** All chunks that the manifest's `key` needs at once: itself and its static imports. */
function closure(manifest, key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key].imports ?? []) closure(manifest, imported, found);
  return found;
}

/** @returns {{ files: [string, number][], total: number }} the page's critical files in brotli bytes, largest first */
export function criticalJavaScript(language = 'hi') {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
  const keys = closure(manifest, 'watch.html');
  // Imported dynamically, yet needed: the texts in one language (the `words-…` group of vite.config.ts).
  const words = Object.keys(manifest).find((key) => manifest[key].name === `words-${language}`);
  if (!words) throw new Error(`the build has no words-${language}`);
  closure(manifest, words, keys);
  const files = [...keys]
    .map((key) => manifest[key].file)
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file, brotliSize(file)])
    .sort((a, b) => b[1] - a[1]);
  return { files, total: files.reduce((sum, [, size]) => sum + size, 0) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, total } = criticalJavaScript();
  for (const [file, size] of files) console.log(`${String(size).padStart(7)}  ${file}`);
  console.log(
    `${String(total).padStart(7)}  bytes of JavaScript (brotli) before the first picture; budget ${budgetBytes}`,
  );
  if (total > budgetBytes) {
    console.error('The viewer page is over its budget.');
    process.exit(1);
  }
}
