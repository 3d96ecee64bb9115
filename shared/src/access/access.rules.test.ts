import fc from 'fast-check';
import {
  allows,
  type GrantScope,
  isForEveryone,
  isWithin,
  mayGive,
  type Permission,
  permissions,
  roles,
} from './access.rules.js';

const organisationId = 'an organisation';
const now = Date.parse('2026-01-01T00:00:00Z');
const path = fc
  .array(fc.constantFrom('BR', 'GA', 'GAYA', 'B1'), { maxLength: 4 })
  .map((codes) => ['', ...codes, ''].join('/') || '/');
const permission = fc.constantFrom(...(Object.keys(permissions) as Permission[]));
const grant: fc.Arbitrary<GrantScope> = fc.record({
  role: fc.constantFrom(...roles),
  organisationId: fc.constantFrom(organisationId, 'another'),
  rallyId: fc.constantFrom(null, 'r1', 'r2'),
  regionPath: path,
  expiresAt: fc.constantFrom(null, '2025-12-31T00:00:00Z', '2026-12-31T00:00:00Z'),
});

describe('the policy', () => {
  it('gives without any grant only what everyone may do', () => {
    fc.assert(
      fc.property(permission, (one) => {
        expect(allows([], one, { organisationId, rallyId: 'r1' }, now)).toBe(isForEveryone(one));
      }),
    );
  });

  it('lets a grant reach only its organisation, rally, subtree and time', () => {
    fc.assert(
      fc.property(grant, permission, path, (held, one, regionPath) => {
        fc.pre(!isForEveryone(one));
        if (!allows([held], one, { organisationId, rallyId: 'r1', regionPath }, now)) return;
        expect(held.organisationId).toBe(organisationId);
        expect([null, 'r1']).toContain(held.rallyId);
        expect(isWithin(held.regionPath, regionPath)).toBe(true);
        expect(held.expiresAt === null || Date.parse(held.expiresAt) > now).toBe(true);
        expect(permissions[one] as readonly string[]).toContain(held.role);
      }),
    );
  });

  it('never loses a power by a further grant', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), grant, permission, (held, more, one) => {
        const target = { organisationId, rallyId: 'r1' };
        if (allows(held, one, target, now)) expect(allows([...held, more], one, target, now)).toBe(true);
      }),
    );
  });

  it('does not take a region for another whose name it begins with', () => {
    expect(isWithin('/BR/GA/', '/BR/GAYA/')).toBe(false);
    expect(isWithin('/BR/GA/', '/BR/GA/B1/')).toBe(true);
    expect(isWithin('/', '/BR/')).toBe(true);
  });

  it('lets nobody give a role that is not below their own, but an owner', () => {
    for (const own of roles) {
      for (const given of roles) {
        if (own !== 'owner' && mayGive(own, given)) expect(roles.indexOf(given)).toBeGreaterThan(roles.indexOf(own));
      }
    }
    expect(mayGive('moderator', 'viewer')).toBe(false);
    expect(mayGive('producer', 'owner')).toBe(false);
  });
});
