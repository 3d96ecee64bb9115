import { isWithin, overlaps, permissions, roles } from './access.rules.js';

describe('regions', () => {
  it('does not take a region for another whose name it begins with', () => {
    expect(isWithin('/BR/GA/', '/BR/GAYA/')).toBe(false);
    expect(isWithin('/BR/GA/', '/BR/GA/B1/')).toBe(true);
    expect(isWithin('/', '/BR/')).toBe(true);
  });

  it('have in common what lies under both', () => {
    expect(overlaps('/BR/', '/BR/GAYA/')).toBe(true);
    expect(overlaps('/BR/GAYA/', '/BR/')).toBe(true);
    expect(overlaps('/BR/GAYA/', '/BR/PATNA/')).toBe(false);
  });
});

describe('roles', () => {
  it("give all that the roles they may give give, but a voice of one's own", () => {
    const givers = roles.slice(0, roles.indexOf('moderator'));
    for (const [permission, holders] of Object.entries(permissions)) {
      if (permission === 'stage.speak' || permission === 'interpretation.speak') continue;
      for (const giver of givers) {
        const below = roles.slice(roles.indexOf(giver) + 1);
        const lowerHolds = (holders as readonly string[]).some((role) => (below as readonly string[]).includes(role));
        if (lowerHolds) expect(`${permission}: ${holders.join()}`).toContain(giver);
      }
    }
  });
});
