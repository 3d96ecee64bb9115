import fc from 'fast-check';
import type { CallerRegion } from '../access/caller.js';
import { lingerMs, RallyAttendance, type Session } from './rally-attendance.js';

const region = (path: string): CallerRegion => ({ path, code: path.split('/').at(-2)! });
const regions = ['/BR/', '/BR/GAYA/', '/BR/GAYA/BODH/', '/BR/PATNA/', '/UP/', '/UP/AGRA/', '/BR/GAYA/BODH/B1/'].map(
  region,
);
const everywhere = ['/', ...regions.map(({ path }) => path)];
const persons = ['ann', 'bob', 'cem', 'dev', 'eva'];

/** The plainest model: lists of tabs, sets of people. */
class NaiveModel {
  readonly tabs = new Map<string, number>();
  readonly at = new Map<string, string>();
  readonly goneAt = new Map<string, number>();
  readonly everIn = new Map<string, Set<string>>(everywhere.map((path) => [path, new Set()]));
  readonly peaks = new Map<string, number>(everywhere.map((path) => [path, 0]));

  now(path: string): number {
    return [...this.at].filter(([who, where]) => (this.tabs.get(who) ?? 0) > 0 && where.startsWith(path)).length;
  }

  note(): void {
    for (const path of everywhere) {
      this.peaks.set(path, Math.max(this.peaks.get(path)!, this.now(path)));
      for (const [who, where] of this.at) {
        if ((this.tabs.get(who) ?? 0) > 0 && where.startsWith(path)) this.everIn.get(path)!.add(who);
      }
    }
  }
}

const who = fc.nat(persons.length - 1).map((index) => persons[index]!);
const where = fc.option(
  fc.nat(regions.length - 1).map((index) => regions[index]!),
  { freq: 3 },
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('enter' as const), who, where }),
  fc.record({ kind: fc.constant('leave' as const), who }),
  fc.record({
    kind: fc.constant('place' as const),
    who,
    where: fc.nat(regions.length - 1).map((index) => regions[index]!),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(10, 1000, lingerMs - 1, lingerMs, 20_000) }),
  fc.record({ kind: fc.constant('store' as const) }),
  fc.record({ kind: fc.constant('remove' as const), who }),
);
const steps = fc.array(step, { maxLength: 80 });

describe('attendance of a rally', () => {
  it('is what a naive model counts, at every level, whatever people do', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const rally = new RallyAttendance('rally');
        const model = new NaiveModel();
        const stored = new Map<string, Session>();
        const store = (): void => rally.takeSessions(now).forEach((session) => stored.set(session.id, session));
        let now = 1000;
        for (const one of plan) {
          now += 1;
          if (one.kind === 'wait') now += one.ms;
          else if (one.kind === 'store') store();
          else if (one.kind === 'enter') {
            const tabs = (model.tabs.get(one.who) ?? 0) + 1;
            const isBack = tabs > 1 || now - (model.goneAt.get(one.who) ?? -Infinity) < lingerMs;
            model.tabs.set(one.who, tabs);
            model.at.set(one.who, one.where?.path ?? (isBack ? model.at.get(one.who)! : '/'));
            const counted = rally.enter(one.who, one.where, now);
            expect(counted?.path ?? '/').toBe(model.at.get(one.who));
          } else if (one.kind === 'leave') {
            const tabs = model.tabs.get(one.who) ?? 0;
            model.tabs.set(one.who, Math.max(0, tabs - 1));
            if (tabs === 1) model.goneAt.set(one.who, now);
            rally.leave(one.who, now);
          } else if (one.kind === 'place') {
            if ((model.tabs.get(one.who) ?? 0) > 0) model.at.set(one.who, one.where.path);
            rally.place(one.who, one.where, now);
          } else {
            if ((model.tabs.get(one.who) ?? 0) > 0) model.goneAt.delete(one.who);
            model.tabs.set(one.who, 0);
            rally.remove(one.who, now);
          }
          model.note();
          for (const path of everywhere) {
            const { now: counted, peak, total } = rally.tree.find(path) ?? { now: 0, peak: 0, total: 0 };
            expect([path, counted, peak, total]).toEqual([
              path,
              model.now(path),
              model.peaks.get(path),
              model.everIn.get(path)!.size,
            ]);
          }
        }

        // The sessions tell the same story: nobody is in two at once, and the open ones are those who are there.
        now += lingerMs;
        store();
        const sessions = [...stored.values()];
        const open = sessions.filter(({ leftAt }) => leftAt === null);
        expect(open.map(({ identityId, regionPath }) => [identityId, regionPath]).sort()).toEqual(
          [...model.at].filter(([person]) => (model.tabs.get(person) ?? 0) > 0).sort(),
        );
        for (const person of persons) {
          const own = sessions
            .filter(({ identityId }) => identityId === person)
            .sort((a, b) => a.joinedAt - b.joinedAt);
          own.forEach(({ joinedAt, leftAt }, index) => {
            expect(leftAt ?? Infinity).toBeGreaterThanOrEqual(joinedAt);
            if (index > 0) expect(own[index - 1]!.leftAt ?? Infinity).toBeLessThanOrEqual(joinedAt);
          });
          for (const path of everywhere) {
            const wasThere = own.some(({ regionPath }) => regionPath.startsWith(path));
            expect([person, path, wasThere]).toEqual([person, path, model.everIn.get(path)!.has(person)]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes up after a crash what was stored: totals are people, not visits, and peaks stay', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(who, where), { maxLength: 20 }),
        fc.array(fc.tuple(who, where), { maxLength: 20 }),
        (a, b) => {
          const whole = new RallyAttendance('rally');
          const before = new RallyAttendance('rally');
          const stored: Session[] = [];
          a.forEach(([person, place], index) => {
            for (const rally of [whole, before]) rally.enter(person, place, index);
            stored.push(...before.takeSessions(index));
          });
          const after = new RallyAttendance('rally');
          const nodes = [...before.tree.all()].map(({ path, peak, total }) => ({ path, peak, total }));
          const known = persons.flatMap((identityId) => {
            const regionPaths = [
              ...new Set(stored.filter((s) => s.identityId === identityId).map((s) => s.regionPath)),
            ];
            return regionPaths.length ? [{ identityId, regionPaths }] : [];
          });
          after.restore(nodes, known);
          expect(after.tree.takeChanged()).toEqual([]);
          whole.removeAll(100);
          b.forEach(([person, place], index) => {
            for (const rally of [whole, after]) rally.enter(person, place, 100_000 + index);
          });
          for (const path of everywhere) expect(after.tree.find(path)).toEqual(expectedNode(whole, path));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('knows a short break from a departure', () => {
    const rally = new RallyAttendance('rally');
    rally.enter('ann', region('/BR/GAYA/'), 0);
    expect(rally.takeSessions(10)).toHaveLength(1);
    rally.leave('ann', 1000);
    expect(rally.tree.root.now).toBe(0);
    rally.enter('ann', null, 1000 + lingerMs - 1);
    expect(rally.tree.find('/BR/GAYA/')!.now).toBe(1);
    expect(rally.takeSessions(60_000)).toEqual([]);
    rally.leave('ann', 100_000);
    expect(rally.takeSessions(100_000 + lingerMs - 1)).toEqual([]);
    expect(rally.takeSessions(100_000 + lingerMs)).toMatchObject([{ joinedAt: 0, leftAt: 100_000 }]);
    expect(rally.isEmpty).toBe(true);
  });
});

function expectedNode(rally: RallyAttendance, path: string): unknown {
  const node = rally.tree.find(path);
  return node && expect.objectContaining({ path, now: node.now, peak: node.peak, total: node.total });
}
