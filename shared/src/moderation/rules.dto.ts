import { ArrayMaxSize, IsArray, IsIn, IsInt, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';

/** What a rule may say of a message, from the mildest to the hardest; of several rules the hardest counts. */
export const verdicts = ['allow', 'hold', 'drop', 'mute'] as const;
export type Verdict = (typeof verdicts)[number];

/** Every rule, in the order in which organisers see them; the last two are acts of people. */
export const ruleNames = [
  'words',
  'links',
  'walls',
  'repeats',
  'crowd',
  'flood',
  'known-ban',
  'hold-all',
  'reports',
] as const;
export type RuleName = (typeof ruleNames)[number];

const maxWords = 500;
const IsVerdict = () => IsIn(verdicts);

/** Short texts of one line, without control characters. */
const IsWordList =
  (): PropertyDecorator =>
  (target, key): void => {
    const each = { each: true };
    for (const decorator of [
      IsArray(),
      ArrayMaxSize(maxWords),
      Matches(/^[^\p{Cc}\p{Cs}]*\S[^\p{Cc}\p{Cs}]*$/u, { ...each, message: 'must be words' }),
      MinLength(1, each),
      MaxLength(60, each),
    ])
      decorator(target, key);
  };

/** What organisers set for the chat of a rally, or of the whole organisation. Verdicts of `allow` switch a rule off. */
export class RuleSetDto {
  /** Hindi words and phrases, in Devanagari (Roman spellings are found too) or in Roman letters; `*` ends any word. */
  @IsWordList()
  wordsHi!: string[];

  /** English words and phrases. */
  @IsWordList()
  wordsEn!: string[];

  /** Names, places and slogans that are never caught as blocked words, and that everyone may repeat. */
  @IsWordList()
  welcome!: string[];

  @IsVerdict()
  wordsVerdict!: Verdict;

  /** Addresses of other hosts than these (and those below them). */
  @IsVerdict()
  linksVerdict!: Verdict;

  @IsArray()
  @ArrayMaxSize(100)
  @Matches(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/, { each: true, message: 'must be a host' })
  linkHosts!: string[];

  /** Capitals, emoji, one letter over and over. */
  @IsVerdict()
  wallsVerdict!: Verdict;

  @IsInt()
  @Min(1)
  @Max(200)
  maxEmoji!: number;

  /** The same, or nearly the same, more than twice a minute by one person. */
  @IsVerdict()
  repeatsVerdict!: Verdict;

  /** A longer text, or nearly the same, by so many people within a minute. */
  @IsVerdict()
  crowdVerdict!: Verdict;

  @IsInt()
  @Min(2)
  @Max(50)
  crowdSize!: number;

  /** More messages than one person writes. */
  @IsVerdict()
  floodVerdict!: Verdict;

  @IsInt()
  @Min(1)
  @Max(100)
  floodBurst!: number;

  @IsInt()
  @Min(1)
  @Max(600)
  floodPerMinute!: number;

  /** People who are banned in another rally of the organisation. */
  @IsVerdict()
  knownBansVerdict!: Verdict;

  /** How long a rule mutes for. */
  @IsInt()
  @Min(1)
  @Max(60)
  muteMinutes!: number;

  /** So many viewers' reports take a message away until a moderator has looked at it; 0: none do. */
  @IsInt()
  @Min(0)
  @Max(50)
  reportThreshold!: number;
}

/** A rule set and where it comes from. */
export interface RuleSetView {
  rules: RuleSetDto;
  /** `preset`: nobody has changed anything yet. A rally without its own has the organisation's. */
  source: 'preset' | 'organisation' | 'rally';
  updatedAt: string | null;
}

/** One message that the rules would not have let through. */
export interface DryRunHit {
  text: string;
  authorName: string | null;
  authorId: string;
  at: string;
  verdict: Verdict;
  findings: { rule: RuleName; because: string }[];
}

/** What a rule set would have done with the last messages of a rally. */
export interface DryRunView {
  /** How many messages were tried. */
  tried: number;
  counts: Record<Verdict, number>;
  /** The newest first, no more than 200. */
  hits: DryRunHit[];
}
