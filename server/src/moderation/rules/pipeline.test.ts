import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { presetRules } from '@sammelan/shared/moderation/preset.js';
import type { RuleSetDto, Verdict } from '@sammelan/shared/moderation/rules.dto.js';
import { foreignHost, hostsIn } from './links.js';
import { CompiledRules, type Judged, Watch } from './pipeline.js';
import { wallIn } from './shouting.js';
import { bareLetters, likeness, signatureOf } from './signature.js';
import { strongest } from './verdict.js';

const rulesWith = (change: Partial<RuleSetDto>): CompiledRules => new CompiledRules({ ...presetRules, ...change });
const by = (authorId: string, text: string): Judged => ({
  authorId,
  deviceId: `device of ${authorId}`,
  inviteId: null,
  text,
  bannedElsewhere: false,
});

describe('links', () => {
  it.each([
    ['see https://example.com/a', ['example.com']],
    ['www.example.com and EXAMPLE.org/x', ['example.com', 'example.org']],
    ['bit.ly/abc', ['bit.ly']],
    ['join t.me/abc now', ['t.me']],
    ['chat.whatsapp.com/XYZ', ['chat.whatsapp.com']],
    ['example[.]com or example (dot) com', ['example.com', 'example.com']],
    ['ｅｘａｍｐｌｅ．ｃｏｍ', ['example.com']],
    ['exam\u200bple.com', ['example.com']],
    ['somebody@example.com', []],
    ['We met at 5.30.Come soon', []],
    ['e.g. this', []],
    ['नमस्ते।जय हिंद', []],
  ])('finds the hosts of %j', (text, hosts) => expect(hostsIn(text)).toEqual(hosts));

  it('allows listed hosts and those below them, not those that only end alike', () => {
    expect(foreignHost('https://pib.gov.in/x', ['gov.in'])).toBeNull();
    expect(foreignHost('https://gov.in', ['gov.in'])).toBeNull();
    expect(foreignHost('https://notgov.in', ['gov.in'])).toBe('notgov.in');
    expect(foreignHost('https://gov.in.example.com', ['gov.in'])).toBe('gov.in.example.com');
  });
});

describe('walls', () => {
  it.each([
    ['THIS IS ALL IN CAPITALS AND IT DOES NOT END', 'capitals'],
    ['JAI HIND', null],
    ['The M.P. of BIHAR spoke to all of us today in PATNA', null],
    ['🔥'.repeat(16), 'emoji'],
    ['नमस्ते 🙏🙏', null],
    ['ह'.repeat(40), 'run'],
    ['a\n'.repeat(12), 'lines'],
    [`e${'\u0301'.repeat(12)}`, 'marks'],
    ['क्या किसानों की समस्या का समाधान होगा, यह हम सब जानना चाहते हैं', null],
  ])('%j is %j', (text, wall) => expect(wallIn(text, 15)).toBe(wall));
});

describe('likeness', () => {
  const signature = (text: string) => signatureOf(bareLetters(text));
  it('is 1 for the same letters, whatever stands between them', () => {
    const one = signature('Win 5,000 rupees today! Send your name to this number right now');
    expect(likeness(one, signature('WIN 7.000 RUPEES TODAY send your name, to this number, right now!!!'))).toBe(1);
  });
  it('is high for a word more, low for another text', () => {
    const base = 'Everybody who sends their name to this number before tonight will win a new telephone for free';
    expect(likeness(signature(base), signature(`Hurry! ${base}`))).toBeGreaterThanOrEqual(0.7);
    const other = 'When will the road between our village and the block office be repaired, we have asked for years';
    expect(likeness(signature(base), signature(other))).toBeLessThan(0.3);
  });
});

describe('the watch over a rally', () => {
  it('lets everyone greet alike, and stops one who says it over and over', () => {
    const [watch, rules] = [new Watch(), rulesWith({ floodVerdict: 'allow' })];
    for (let i = 0; i < 300; i += 1)
      expect(watch.judge(rules, by(`viewer ${i}`, 'भारत माता की जय'), i).verdict).toBe('allow');
    const said = [1, 2, 3].map((second) => watch.judge(rules, by('one', 'Jai Hind!'), second * 1000).verdict);
    expect(said).toEqual(['allow', 'allow', 'drop']);
    expect(watch.judge(rules, by('one', 'jai hind'), 63_001).verdict).toBe('allow');
  });

  it('holds a long text that several people paste, also with words changed, but never a welcome slogan', () => {
    const watch = new Watch();
    const slogan = 'जब तक सूरज चाँद रहेगा किसानों का यह संघर्ष चलता रहेगा';
    const rules = rulesWith({ welcome: [slogan] });
    const spam = 'Everybody who sends their name to this number before tonight will win a new telephone for free';
    const verdicts = [...'abcdefg'].map((who, i) => watch.judge(rules, by(who, `${spam} ${i} ${who}`), i).verdict);
    expect(verdicts).toEqual(['allow', 'allow', 'allow', 'allow', 'hold', 'hold', 'hold']);
    for (let i = 0; i < 20; i += 1) expect(watch.judge(rules, by(`v${i}`, slogan), i).verdict).toBe('allow');
  });

  it('counts a flood by account and by device, never by anything that strangers share', () => {
    const [watch, rules] = [new Watch(), rulesWith({ floodBurst: 3, floodPerMinute: 60 })];
    const text = (i: number): string => `message number ${'abcdefghijklmnopqrstuvwxyz'[i % 26]} of many`;
    const ofOne = [0, 1, 2, 3].map((i) => watch.judge(rules, by('one', text(i)), 0).verdict);
    expect(ofOne).toEqual(['allow', 'allow', 'allow', 'drop']);
    expect(watch.judge(rules, by('one', text(9)), 1001).verdict).toBe('allow');
    const onDevice = Array.from({ length: 12 }, (_, i) =>
      watch.judge(rules, { ...by(`account ${i}`, text(i)), deviceId: 'farm' }, 5000),
    );
    expect(onDevice.filter(({ verdict }) => verdict === 'drop')).toHaveLength(3);
  });

  it('takes the strongest verdict and keeps every reason', () => {
    const rules = rulesWith({ wordsVerdict: 'hold', linksVerdict: 'mute' });
    const judged = new Watch().judge(rules, by('one', 'idiot https://example.com'), 0);
    expect(judged.verdict).toBe('mute');
    expect(judged.findings.map(({ rule, because }) => [rule, because])).toEqual([
      ['words', 'idiot*'],
      ['links', 'example.com'],
    ]);
  });

  it('holds whom another rally has banned', () => {
    const judged = new Watch().judge(rulesWith({}), { ...by('one', 'Namaste'), bannedElsewhere: true }, 0);
    expect(judged).toEqual({ verdict: 'hold', findings: [{ rule: 'known-ban', verdict: 'hold', because: '' }] });
  });

  it('never gives less than any single rule', () => {
    const verdict = fc.constantFrom<Verdict>('allow', 'hold', 'drop', 'mute');
    fc.assert(
      fc.property(fc.array(verdict), (given) => {
        const order = ['allow', 'hold', 'drop', 'mute'];
        const hardest = Math.max(0, ...given.map((one) => order.indexOf(one)));
        const found = given.map((one) => ({ rule: 'words' as const, verdict: one, because: '' }));
        expect(strongest(found).verdict).toBe(order[hardest]);
      }),
    );
  });

  it('stays small whoever writes', () => {
    const [watch, rules] = [new Watch(), rulesWith({})];
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const grown = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const spew = (from: number, count: number): void => {
      for (let i = from; i < from + count; i += 1) {
        const text = `${i * 7919} wins a prize of number ${(i * 104_729) % 9973} tonight, ${i} must call`;
        watch.judge(
          rules,
          by(
            `stranger ${i}`,
            text.replace(/\d/g, (d) => 'abcdefghij'[Number(d)]!),
          ),
          i,
        );
      }
    };
    spew(0, 30_000);
    const before = grown();
    spew(30_000, 30_000);
    expect(grown() - before).toBeLessThan(20 * 1024 * 1024);
  });
});
