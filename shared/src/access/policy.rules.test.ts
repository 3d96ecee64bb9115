import fc from 'fast-check';
import {
  type GrantScope,
  isForEveryone,
  isWithin,
  overlaps,
  type Permission,
  permissions,
  rankOf,
  roles,
} from './access.rules.js';
import { type Aim, allows, decide, mayGive, powerToGive, scopeOf } from './policy.rules.js';

const organisationId = 'an organisation';
const now = Date.parse('2026-01-01T00:00:00Z');
const past = '2025-12-31T00:00:00Z';
const future = '2026-12-31T00:00:00Z';
const path = fc
  .array(fc.constantFrom('BR', 'GA', 'GAYA', 'B1'), { maxLength: 4 })
  .map((codes) => ['', ...codes, ''].join('/') || '/');
const permission = fc.constantFrom(...(Object.keys(permissions) as Permission[]));
const role = fc.constantFrom(...roles);
const grant: fc.Arbitrary<GrantScope> = fc.record({
  role,
  organisationId: fc.constantFrom(organisationId, 'another'),
  rallyId: fc.constantFrom(null, 'r1', 'r2'),
  regionPath: path,
  expiresAt: fc.constantFrom(null, past, future),
});
const aim: fc.Arbitrary<Aim> = fc
  .record({
    rallyId: fc.option(fc.constantFrom('r1', 'r2'), { nil: undefined }),
    rallyPath: path,
    regionPath: fc.option(path, { nil: undefined }),
    person: fc.option(fc.array(grant, { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ rallyId, rallyPath, regionPath, person }) => ({
    organisationId,
    ...(rallyId === undefined ? {} : { rallyId, rallyPath }),
    ...(regionPath === undefined ? {} : { regionPath }),
    ...(person === undefined ? {} : { person }),
  }));

/** The path of a region above, or the same: what a wider grant would have. */
const above = (regionPath: string, cut: number): string => {
  const codes = regionPath.split('/').filter(Boolean);
  return ['', ...codes.slice(0, Math.max(0, codes.length - cut)), ''].join('/') || '/';
};

describe('the policy', () => {
  it('gives without any grant only what everyone may do', () => {
    fc.assert(
      fc.property(permission, aim, (one, target) => {
        expect(allows([], one, target, now)).toBe(isForEveryone(one));
      }),
    );
  });

  it('lets a grant reach only its organisation, rally, subtree and time, and says by which grant', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), permission, aim, (held, one, target) => {
        fc.pre(!isForEveryone(one));
        const decision = decide(held, one, target, now);
        if (!decision.allowed) return;
        const { by } = decision;
        expect(held).toContain(by);
        expect(by!.organisationId).toBe(organisationId);
        expect([null, target.rallyId]).toContain(by!.rallyId);
        if (target.regionPath !== undefined) expect(isWithin(by!.regionPath, target.regionPath)).toBe(true);
        if (target.rallyPath !== undefined) expect(overlaps(by!.regionPath, target.rallyPath)).toBe(true);
        expect(by!.expiresAt).not.toBe(past);
        expect(permissions[one] as readonly string[]).toContain(by!.role);
      }),
      { numRuns: 2000 },
    );
  });

  it('never loses a power by a further grant, a wider region or a longer time', () => {
    fc.assert(
      fc.property(
        fc.array(grant, { maxLength: 4 }),
        grant,
        fc.nat(4),
        permission,
        aim,
        (held, more, cut, one, target) => {
          if (!allows(held, one, target, now)) return;
          expect(allows([...held, more], one, target, now)).toBe(true);
          const wider = held.map((own) => ({ ...own, regionPath: above(own.regionPath, cut), expiresAt: null }));
          expect(allows(wider, one, target, now)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never gains one as time goes by', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), permission, aim, fc.nat(), (held, one, target, later) => {
        // Somebody else's role may run out meanwhile, and so the shield that it was.
        const alone = { ...target };
        delete alone.person;
        if (allows(held, one, alone, now + later)) expect(allows(held, one, alone, now)).toBe(true);
      }),
    );
  });

  it('never lets anybody act on a person of an equal or a higher role there', () => {
    fc.assert(
      fc.property(grant, role, permission, aim, (own, theirs, one, target) => {
        fc.pre(!isForEveryone(one) && rankOf(theirs) <= rankOf(own.role));
        const person = [{ ...own, role: theirs, regionPath: '/', rallyId: null, organisationId, expiresAt: null }];
        expect(allows([own], one, { ...target, person }, now)).toBe(false);
      }),
    );
  });

  it('says why not, by what came closest', () => {
    const own: GrantScope = {
      role: 'moderator',
      organisationId,
      rallyId: 'r1',
      regionPath: '/BR/GAYA/',
      expiresAt: null,
    };
    const here = { organisationId, rallyId: 'r1', rallyPath: '/BR/', regionPath: '/BR/GAYA/B1/' };
    const why = (held: GrantScope, one: Permission, target: Aim) => {
      const decision = decide([held], one, target, now);
      return decision.allowed ? 'allowed' : decision.reason;
    };
    expect(why(own, 'chat.moderate', here)).toBe('allowed');
    expect(why(own, 'poll.edit', here)).toBe('no-role');
    expect(why(own, 'chat.moderate', { ...here, organisationId: 'another' })).toBe('other-organisation');
    expect(why(own, 'chat.moderate', { ...here, rallyId: 'r2' })).toBe('other-rally');
    expect(why(own, 'chat.moderate', { ...here, regionPath: '/BR/PATNA/' })).toBe('other-region');
    expect(why({ ...own, expiresAt: past }, 'chat.moderate', here)).toBe('expired');
    expect(why(own, 'chat.moderate', { ...here, person: [{ ...own, regionPath: '/' }] })).toBe('not-below');
    const organiser: GrantScope = { ...own, role: 'district-organiser', rallyId: null };
    expect(why(organiser, 'rally.create', { organisationId, regionPath: '/BR/GAYA/B1/' })).toBe('allowed');
    expect(why(organiser, 'rally.create', { organisationId, regionPath: '/BR/' })).toBe('other-region');
    expect(why(organiser, 'rally.edit', { organisationId, rallyId: 'r2', rallyPath: '/BR/GAYA/' })).toBe('allowed');
    expect(why(organiser, 'rally.edit', { organisationId, rallyId: 'r2', rallyPath: '/BR/' })).toBe('other-region');
  });
});

describe('giving a role', () => {
  it('takes a higher role over at least the same region and rally, in force, and never outlasts it', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), grant, (held, gift) => {
        const power = powerToGive(held, gift, now);
        if (!power) return;
        const { rallyId } = scopeOf(gift);
        const able = held.filter(
          (own) =>
            rankOf(own.role) < rankOf(gift.role) &&
            mayGive(own.role, gift.role) &&
            own.organisationId === gift.organisationId &&
            isWithin(own.regionPath, gift.regionPath) &&
            (own.rallyId === null || own.rallyId === rallyId) &&
            own.expiresAt !== past,
        );
        expect(able.length).toBeGreaterThan(0);
        if (power.until === null) expect(able.some(({ expiresAt }) => expiresAt === null)).toBe(true);
        else expect(Date.parse(power.until)).toBe(Date.parse(future));
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes anybody able to give the role that they were given', () => {
    fc.assert(
      fc.property(grant, grant, (own, gift) => {
        fc.pre(powerToGive([own], gift, now) !== null);
        expect(powerToGive([{ ...gift, ...scopeOf(gift), expiresAt: null }], gift, now)).toBeNull();
      }),
    );
  });

  it('of an owner is nobody’s', () => {
    for (const own of roles) expect(mayGive(own, 'owner')).toBe(false);
    expect(mayGive('moderator', 'viewer')).toBe(false);
  });
});
