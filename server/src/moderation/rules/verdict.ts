import type { RuleName, Verdict } from '@sammelan/shared/moderation/rules.dto.js';
import { verdicts } from '@sammelan/shared/moderation/rules.dto.js';

/** What one rule found in a message. */
export interface Finding {
  rule: RuleName;
  verdict: Verdict;
  /** What set the rule off: the blocked word, the host, a figure. For moderators. */
  because: string;
}

/** The strongest verdict of all findings, with those that said more than `allow`. */
export interface Judgement {
  verdict: Verdict;
  findings: Finding[];
}

const strength = (verdict: Verdict): number => verdicts.indexOf(verdict);

export function strongest(found: readonly (Finding | null)[]): Judgement {
  const findings = found.filter((one): one is Finding => one !== null && one.verdict !== 'allow');
  const verdict = findings.reduce<Verdict>(
    (hardest, one) => (strength(one.verdict) > strength(hardest) ? one.verdict : hardest),
    'allow',
  );
  return { verdict, findings };
}
