import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import { CompiledRules } from './pipeline.js';

const marks = { '+': null, w: 'words', l: 'links', x: 'walls' } as const;
type Mark = keyof typeof marks;

const unescape = (line: string): string =>
  line.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\n/g, '\n');

const lines = readFileSync(join(process.cwd(), 'server/src/moderation/rules/corpus.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => ({ mark: line[0] as Mark, text: unescape(line.slice(2)) }));

describe('the corpus', () => {
  it('has four hundred lines and more, a good half of them honest', () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(lines.filter(({ mark }) => mark === '+').length).toBeGreaterThan(200);
    for (const { mark } of lines) expect(Object.keys(marks)).toContain(mark);
  });

  const rules = new CompiledRules(presetRules);
  it.each(lines.map(({ mark, text }) => [text, marks[mark]] as const))('%j: %s', (text, rule) => {
    expect(rules.ofText(text)[0]?.rule ?? null).toBe(rule);
  });
});
