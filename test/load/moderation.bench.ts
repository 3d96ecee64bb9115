import { readFileSync } from 'node:fs';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import { CompiledRules, Watch } from '@sammelan/server/moderation/rules/pipeline.js';
import type { Bench } from './support/bench.js';

const corpus = readFileSync(new URL('../../server/src/moderation/rules/corpus.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^[+wlx] /.test(line))
  .map((line) => line.slice(2));

/** A list as a large organisation may keep one: the preset's, with hundreds of made-up words beside them. */
const manyWords = Array.from(
  { length: 400 },
  (_, i) => `shabd${[...String(i)].map((d) => 'abcdefghij'[Number(d)]).join('')}`,
);

const bench: Bench = {
  about: 'CPU of all moderation rules per chat message, with 400 words more than the preset; 50,000 people write.',
  async *run({ quick }) {
    const rules = new CompiledRules({ ...presetRules, wordsHi: [...presetRules.wordsHi, ...manyWords] });
    const long = [0, 1, 2, 3, 4, 5].map((from) =>
      corpus
        .slice(from * 60, from * 60 + 30)
        .join(' ')
        .slice(0, 500),
    );
    for (const [what, texts] of [
      ['the corpus, as people write', corpus],
      ['500 characters each, the longest there are', long],
    ] as const) {
      const watch = new Watch();
      const messages = quick ? 500 : 5_000;
      let best = Infinity;
      for (let repeat = 0; repeat < 4; repeat += 1) {
        const before = process.cpuUsage();
        for (let i = 0; i < messages; i += 1) {
          const authorId = `person ${(i * 7919) % 50_000}`;
          const message = { authorId, deviceId: `of ${authorId}`, inviteId: null, bannedElsewhere: false };
          watch.judge(rules, { ...message, text: texts[i % texts.length]! }, i);
        }
        const { user, system } = process.cpuUsage(before);
        best = Math.min(best, (user + system) / messages);
      }
      yield { what, unit: 'µs per message', figures: { sammelan: best } };
    }
  },
};

export default bench;
