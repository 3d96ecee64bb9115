import fc from 'fast-check';
import {
  isChatOpen,
  isJoinable,
  isStageOpen,
  moveHindrance,
  nextStates,
  type RallyPosition,
  type RallyState,
  rallyStates,
} from './rallies.rules.js';

/** Every way there is, as the product's description has it. */
const ways: [RallyState, RallyState][] = [
  ['draft', 'scheduled'],
  ['draft', 'open'],
  ['draft', 'archived'],
  ['scheduled', 'draft'],
  ['scheduled', 'open'],
  ['scheduled', 'archived'],
  ['open', 'scheduled'],
  ['open', 'live'],
  ['open', 'ended'],
  ['live', 'ended'],
  ['ended', 'archived'],
];
const pairs = rallyStates.flatMap((from) => rallyStates.map((to): [RallyState, RallyState] => [from, to]));
const isWay = ([from, to]: [RallyState, RallyState]): boolean => ways.some(([a, b]) => a === from && b === to);

describe("a rally's life", () => {
  it.each(pairs.filter(([from]) => from !== 'archived'))('from %s to %s', (from, to) => {
    const hindrance = moveHindrance({ state: from, hasStart: true, hasEnded: false }, to);
    expect(hindrance).toBe(isWay([from, to]) ? null : 'no-way');
  });

  it('is announced only with a time', () => {
    expect(moveHindrance({ state: 'draft', hasStart: false, hasEnded: false }, 'scheduled')).toBe('no-start');
    expect(moveHindrance({ state: 'open', hasStart: false, hasEnded: false }, 'scheduled')).toBe('no-start');
    expect(moveHindrance({ state: 'draft', hasStart: false, hasEnded: false }, 'open')).toBeNull();
  });

  it('comes out of the archive as what it was', () => {
    expect(nextStates({ state: 'archived', hasEnded: true })).toEqual(['ended']);
    expect(nextStates({ state: 'archived', hasEnded: false })).toEqual(['draft']);
  });

  it('keeps to these, however anyone tries: live only from the green room, over for good once it has ended', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rallyStates), { maxLength: 60 }), fc.boolean(), (tries, hasStart) => {
        const rally: RallyPosition = { state: 'draft', hasStart, hasEnded: false };
        const been: RallyState[] = ['draft'];
        for (const to of tries) {
          if (moveHindrance(rally, to) !== null) continue;
          if (to === 'live') expect(rally.state).toBe('open');
          if (rally.hasEnded) expect(['ended', 'archived']).toContain(to);
          rally.state = to;
          rally.hasEnded ||= to === 'ended';
          been.push(to);
        }
        expect(been.filter((state) => state === 'live').length).toBeLessThanOrEqual(1);
        expect(been.includes('scheduled')).toBe(hasStart && been.includes('scheduled'));
        expect(nextStates(rally).length).toBeGreaterThan(0);
      }),
    );
  });

  it('lets people in, on the stage and into the chat when it says', () => {
    expect(rallyStates.filter(isJoinable)).toEqual(['scheduled', 'open', 'live', 'ended']);
    expect(rallyStates.filter(isStageOpen)).toEqual(['open', 'live']);
    expect(rallyStates.filter(isChatOpen)).toEqual(['scheduled', 'open', 'live']);
  });
});
