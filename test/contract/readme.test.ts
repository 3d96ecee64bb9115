import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(pathOf(path), 'utf8');

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();

test("the README's table names every variable that the server reads, and no other", () => {
  const inTable = namesIn(read('README.md'), /^\| `([A-Z0-9_]+)`/gm);
  const config = readdirSync(pathOf('server/src/config')).filter((name) => !name.endsWith('.test.ts'));
  const inConfig = namesIn(
    config.map((name) => read(`server/src/config/${name}`)).join('\n'),
    /\bread\s*\.\w+\(\s*'([A-Z0-9_]+)'/g,
  );
  expect(inConfig.length).toBeGreaterThan(15);
  expect(inTable).toEqual(inConfig);
});

test('CONTRIBUTING explains every script', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const explained = namesIn(read('CONTRIBUTING.md'), /^\| `npm (?:run )?([a-z:0-9]+)`/gm);
  expect(explained).toEqual(Object.keys(scripts).sort());
});
