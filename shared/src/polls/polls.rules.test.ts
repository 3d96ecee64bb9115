import fc from 'fast-check';
import { ballotKinds, minShownVoters, shownKinds } from './polls.rules.js';

const few = fc.oneof(fc.constant(0), fc.nat(2 * minShownVoters), fc.nat(10_000));
const voters = fc.record({ anonymous: few, invited: few, verified: few });

describe('kinds of ballots', () => {
  it('are shown apart where each has enough voters', () => {
    const each = { anonymous: 10, invited: 0, verified: 12 };
    expect(shownKinds(each)).toEqual({ anonymous: 'anonymous', invited: 'invited', verified: 'verified' });
  });

  it('count with the next less certain one where they are few, and draw the next up to them where that is none', () => {
    expect(shownKinds({ anonymous: 50, invited: 20, verified: 1 })).toMatchObject({ verified: 'invited' });
    expect(shownKinds({ anonymous: 50, invited: 0, verified: 9 })).toMatchObject({ verified: 'anonymous' });
    expect(shownKinds({ anonymous: 3, invited: 0, verified: 40 })).toMatchObject({ verified: 'anonymous' });
    expect(shownKinds({ anonymous: 3, invited: 40, verified: 40 })).toMatchObject({
      invited: 'anonymous',
      verified: 'verified',
    });
  });

  it('never leave a group of few, but where all voters are few, nor show a ballot as more certain than it is', () => {
    fc.assert(
      fc.property(voters, (each) => {
        const shown = shownKinds(each);
        const all = each.anonymous + each.invited + each.verified;
        for (const kind of ballotKinds) {
          const inside = ballotKinds.filter((one) => shown[one] === kind);
          const sum = inside.reduce((count, one) => count + each[one], 0);
          expect(sum === 0 || sum >= minShownVoters || sum === all).toBe(true);
          expect(ballotKinds.indexOf(shown[kind])).toBeLessThanOrEqual(ballotKinds.indexOf(kind));
        }
      }),
    );
  });
});
