import { v7 as uuid } from 'uuid';
import type { CallerRegion } from '../access/caller.js';
import { AttendanceTree, type StoredNode } from './attendance-tree.js';

/** A stretch of time that somebody watched from one region. Times are performance.now() of this process. */
export interface Session {
  readonly id: string;
  readonly rallyId: string;
  readonly identityId: string;
  readonly regionPath: string;
  readonly joinedAt: number;
  leftAt: number | null;
}

interface Person {
  /** Tabs and devices; somebody with none is gone. */
  tabs: number;
  region: CallerRegion | null;
  session: Session | null;
  /** Every region they were counted in. */
  been: string[];
}

/** Whom the store knows: the regions they were counted in. */
export interface KnownPerson {
  identityId: string;
  regionPaths: string[];
}

/** Somebody who is back so soon (a reload, a tunnel, a change of network) never left, as far as the sessions tell. */
export const lingerMs = 5000;

const unplaced = '/';

/**
 * Who watches one rally: people, not tabs. Counts move at once; sessions outlast a short break. `now` of every method is
 * performance.now(); times must not run backwards.
 */
export class RallyAttendance {
  readonly tree = new AttendanceTree();
  private readonly people = new Map<string, Person>();
  /** Sessions of people who have just gone, in the order of going. */
  private readonly lingering = new Set<Session>();
  private readonly toStore = new Set<Session>();

  constructor(readonly rallyId: string) {}

  /** Takes over what was stored before this process. */
  restore(nodes: readonly StoredNode[], known: readonly KnownPerson[]): void {
    for (const { identityId, regionPaths } of known) {
      const been: string[] = [];
      for (const path of regionPaths) {
        this.tree.remember(path, been);
        been.push(path);
      }
      this.people.set(identityId, { tabs: 0, region: null, session: null, been });
    }
    this.tree.restore(nodes);
  }

  /**
   * A tab of somebody came, from a region if one is known; else they are where their other tabs are, or were a moment ago.
   * Gives where the person is counted now.
   */
  enter(identityId: string, region: CallerRegion | null, now: number): CallerRegion | null {
    const person = this.people.get(identityId) ?? { tabs: 0, region: null, session: null, been: [] };
    this.people.set(identityId, person);
    person.tabs += 1;
    const isBack = person.session !== null && (person.tabs > 1 || this.isLingering(person.session, now));
    const target = region ?? (isBack ? person.region : null);
    if (person.tabs > 1) {
      if (pathOf(target) !== pathOf(person.region)) this.move(person, identityId, target, now);
      return person.region;
    }
    person.region = target;
    this.count(person);
    if (isBack && person.session?.regionPath === pathOf(target)) this.resume(person.session);
    else this.open(person, identityId, now);
    return target;
  }

  /** A tab of somebody is gone. */
  leave(identityId: string, now: number): void {
    const person = this.people.get(identityId);
    if (!person || person.tabs === 0) return;
    person.tabs -= 1;
    if (person.tabs > 0) return;
    this.tree.leave(pathOf(person.region));
    if (person.session) {
      person.session.leftAt = now;
      this.lingering.add(person.session);
    }
  }

  /** Somebody is gone for good, with all their tabs: they got a part in the rally, or it is over. */
  remove(identityId: string, now: number): void {
    const person = this.people.get(identityId);
    if (!person || person.tabs === 0) return;
    person.tabs = 1;
    this.leave(identityId, now);
    this.close(person);
  }

  /**
   * The process ends: nobody is counted here any more. Sessions of those who are present stay open, since they come back in a
   * moment, here or elsewhere; where they do not, the store ends them with the process.
   */
  suspend(): void {
    for (const person of this.people.values()) {
      if (person.tabs === 0) this.close(person);
      else this.tree.leave(pathOf(person.region));
      person.tabs = 0;
    }
  }

  removeAll(now: number): void {
    for (const [identityId, person] of this.people) {
      this.remove(identityId, now);
      this.close(person);
    }
  }

  /** Somebody says where they are from. */
  place(identityId: string, region: CallerRegion, now: number): void {
    const person = this.people.get(identityId);
    if (!person || person.tabs === 0 || pathOf(person.region) === region.path) return;
    this.move(person, identityId, region, now);
  }

  /** The rally is over: nobody is counted any more. Sessions that wait to be written stay. */
  forgetPeople(): void {
    this.people.clear();
  }

  isPresent(identityId: string): boolean {
    return (this.people.get(identityId)?.tabs ?? 0) > 0;
  }

  /** Where somebody is counted, or was a moment ago; null for all others, of whom the store may know. */
  lastRegion(identityId: string): string | null {
    return this.people.get(identityId)?.session?.regionPath ?? null;
  }

  get isEmpty(): boolean {
    return this.tree.root.now === 0 && this.lingering.size === 0 && this.toStore.size === 0;
  }

  /** Sessions as they are to be written: new ones, and ended ones once it is sure that nobody came back to them. */
  takeSessions(now: number): Session[] {
    for (const session of this.lingering) {
      if (this.isLingering(session, now)) break;
      this.lingering.delete(session);
      this.toStore.add(session);
    }
    const taken = [...this.toStore].map((session) => ({
      ...session,
      leftAt: this.lingering.has(session) ? null : session.leftAt,
    }));
    this.toStore.clear();
    return taken;
  }

  private isLingering(session: Session, now: number): boolean {
    return session.leftAt !== null && now - session.leftAt < lingerMs;
  }

  private move(person: Person, identityId: string, region: CallerRegion | null, now: number): void {
    this.tree.leave(pathOf(person.region));
    if (person.session) person.session.leftAt = now;
    this.close(person);
    person.region = region;
    this.count(person);
    this.open(person, identityId, now);
  }

  private count(person: Person): void {
    const path = pathOf(person.region);
    this.tree.enter(path, person.been);
    if (!person.been.includes(path)) person.been.push(path);
  }

  private open(person: Person, identityId: string, now: number): void {
    this.close(person);
    const { rallyId } = this;
    person.session = {
      id: uuid(),
      rallyId,
      identityId,
      regionPath: pathOf(person.region),
      joinedAt: now,
      leftAt: null,
    };
    this.toStore.add(person.session);
  }

  private resume(session: Session): void {
    this.lingering.delete(session);
    session.leftAt = null;
  }

  private close(person: Person): void {
    const { session } = person;
    if (!session) return;
    this.lingering.delete(session);
    this.toStore.add(session);
    person.session = null;
  }
}

const pathOf = (region: CallerRegion | null): string => region?.path ?? unplaced;
