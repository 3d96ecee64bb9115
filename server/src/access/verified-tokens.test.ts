import { VerifiedTokens } from './verified-tokens.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const inSeconds = (seconds: number): number => now / 1000 + seconds;

describe('verified tokens', () => {
  it('knows what was verified, and nothing that differs by a letter', () => {
    const tokens = new VerifiedTokens();
    tokens.add('head.body.signature', inSeconds(60));
    expect(tokens.has('head.body.signature', now)).toBe(true);
    expect(tokens.has('head.body.signaturf', now)).toBe(false);
    expect(tokens.has('head.body', now)).toBe(false);
    expect(tokens.has('', now)).toBe(false);
  });

  it('forgets a token at the second in which it expires', () => {
    const tokens = new VerifiedTokens();
    tokens.add('token', inSeconds(60));
    expect(tokens.has('token', now + 59_999)).toBe(true);
    expect(tokens.has('token', now + 60_000)).toBe(false);
    expect(tokens.size).toBe(0);
  });

  it('is bounded: those not seen for longest go first', () => {
    const tokens = new VerifiedTokens(3);
    for (const token of ['a', 'b', 'c']) tokens.add(token, inSeconds(60));
    expect(tokens.has('a', now)).toBe(true);
    tokens.add('d', inSeconds(60));
    expect(tokens.size).toBe(3);
    expect(['a', 'b', 'c', 'd'].filter((token) => tokens.has(token, now))).toEqual(['a', 'c', 'd']);
  });
});
