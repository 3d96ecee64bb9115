import { type RuleSetDto, type Verdict, verdicts } from '@sammelan/shared/moderation/rules.dto.js';
import { Flood, type Sender } from './flood.js';
import { foreignHost } from './links.js';
import { prepare } from './prepare.js';
import { isOwnRepeat, Repeats } from './repeats.js';
import { wallIn } from './shouting.js';
import { bareLetters, signatureOf } from './signature.js';
import { chunksOf } from './tokens.js';
import { type Finding, type Judgement, strongest } from './verdict.js';
import { WordFinder } from './words.js';

/** A message as rules see it. */
export interface Judged extends Sender {
  text: string;
  /** Banned in another rally of the organisation, by account, device or phone. */
  bannedElsewhere: boolean;
}

/** Short texts are slogans and greetings: a crowd that says the same is what a rally is for. */
const crowdLetters = 30;

/** A rule set ready for use: its word lists are filed, its hosts and slogans prepared. */
export class CompiledRules {
  private readonly words: WordFinder;
  private readonly slogans: Set<string>;
  /** The hardest that any of these rules can say. */
  readonly hardest: Verdict;

  constructor(readonly set: RuleSetDto) {
    const given = Object.values(set).filter((value): value is Verdict => verdicts.includes(value as Verdict));
    this.hardest = verdicts.findLast((one) => given.includes(one)) ?? 'allow';
    this.words = new WordFinder({ hi: set.wordsHi, en: set.wordsEn, welcome: set.welcome });
    this.slogans = new Set(set.welcome.map(bareLetters));
  }

  /** What the text alone says; the same every time. */
  ofText(text: string): Finding[] {
    const { set } = this;
    const found: Finding[] = [];
    if (set.wordsVerdict !== 'allow') {
      const word = this.words.findIn(chunksOf(prepare(text)));
      if (word !== null) found.push({ rule: 'words', verdict: set.wordsVerdict, because: word });
    }
    if (set.linksVerdict !== 'allow') {
      const host = foreignHost(text, set.linkHosts);
      if (host !== null) found.push({ rule: 'links', verdict: set.linksVerdict, because: host });
    }
    if (set.wallsVerdict !== 'allow') {
      const wall = wallIn(text, set.maxEmoji);
      if (wall !== null) found.push({ rule: 'walls', verdict: set.wallsVerdict, because: wall });
    }
    return found;
  }

  isSlogan(letters: string): boolean {
    return this.slogans.has(letters);
  }
}

/** What happens in one rally, as far as rules remember it. */
export class Watch {
  private readonly repeats = new Repeats();
  private readonly flood = new Flood();

  /** Runs a message through all rules. Times are milliseconds of any one clock. */
  judge(rules: CompiledRules, message: Judged, now: number): Judgement {
    const { set } = rules;
    const found: (Finding | null)[] = [this.overflow(rules, message, now)];
    // A raid is cheap to refuse: where no other rule could say more, none is asked.
    if (found[0]?.verdict === rules.hardest) return strongest(found);
    found.push(...rules.ofText(message.text));
    if (message.bannedElsewhere) found.push({ rule: 'known-ban', verdict: set.knownBansVerdict, because: '' });
    if (set.repeatsVerdict !== 'allow' || set.crowdVerdict !== 'allow')
      found.push(...this.repetition(rules, message, now));
    return strongest(found);
  }

  private overflow({ set }: CompiledRules, message: Judged, now: number): Finding | null {
    if (set.floodVerdict === 'allow') return null;
    const pace = { burst: set.floodBurst, perMinute: set.floodPerMinute };
    const over = this.flood.take(message, pace, now);
    return over === null ? null : { rule: 'flood', verdict: set.floodVerdict, because: over };
  }

  /** The rule set was changed. */
  restart(): void {
    this.flood.reset();
  }

  private repetition(rules: CompiledRules, { text, authorId }: Judged, now: number): Finding[] {
    const { set } = rules;
    const letters = bareLetters(text);
    const signature = signatureOf(letters);
    const found: Finding[] = [];
    const own = this.repeats.ownCount(authorId, signature, now);
    if (isOwnRepeat(own)) found.push({ rule: 'repeats', verdict: set.repeatsVerdict, because: String(own) });
    if (letters.length < crowdLetters || rules.isSlogan(letters)) return found;
    const crowd = this.repeats.crowdCount(authorId, signature, now);
    if (crowd >= set.crowdSize) found.push({ rule: 'crowd', verdict: set.crowdVerdict, because: String(crowd) });
    return found;
  }
}
