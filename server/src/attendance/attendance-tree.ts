import { parentPathOf } from '../regions/region-tree.js';

/** Counts of one region's subtree. */
export interface AttendanceNode {
  readonly path: string;
  readonly parent: AttendanceNode | null;
  readonly now: number;
  readonly peak: number;
  /** People who were there at any time. */
  readonly total: number;
}

interface MutableNode extends AttendanceNode {
  readonly parent: MutableNode | null;
  now: number;
  peak: number;
  total: number;
  /** What was last taken as changed. */
  taken: { now: number; peak: number; total: number };
}

/** Peak and total as they were stored. */
export interface StoredNode {
  path: string;
  peak: number;
  total: number;
}

/**
 * People by region: integers that move along one path of the tree as somebody comes, goes or moves, O(depth) each. Knows
 * nothing of who they are; `been` says where a person was counted before, so that totals count people, not visits.
 */
export class AttendanceTree {
  private readonly nodes = new Map<string, MutableNode>();
  private readonly touched = new Set<MutableNode>();
  readonly root: AttendanceNode = this.mutable('/');

  enter(path: string, been: readonly string[]): void {
    for (let node: MutableNode | null = this.mutable(path); node; node = node.parent) {
      node.now += 1;
      if (node.now > node.peak) node.peak = node.now;
      if (!wasIn(node.path, been)) node.total += 1;
      this.touched.add(node);
    }
  }

  leave(path: string): void {
    for (let node: MutableNode | null = this.mutable(path); node; node = node.parent) {
      node.now -= 1;
      this.touched.add(node);
    }
  }

  /** Counts somebody who was there before this process: in the total only. */
  remember(path: string, been: readonly string[]): void {
    for (let node: MutableNode | null = this.mutable(path); node; node = node.parent) {
      if (!wasIn(node.path, been)) node.total += 1;
    }
  }

  /** Takes over what was stored: peaks, and totals where they are higher than what was counted so far. */
  restore(stored: readonly StoredNode[]): void {
    for (const { path, peak, total } of stored) {
      const node = this.mutable(path);
      node.peak = Math.max(node.peak, peak);
      node.total = Math.max(node.total, total);
    }
    for (const node of this.nodes.values()) node.taken = { now: node.now, peak: node.peak, total: node.total };
  }

  /** Makes sure that there is a node, though nobody may be counted there. */
  know(path: string): void {
    this.mutable(path);
  }

  find(path: string): AttendanceNode | null {
    return this.nodes.get(path) ?? null;
  }

  all(): Iterable<AttendanceNode> {
    return this.nodes.values();
  }

  /** The nodes whose counts differ from when this was asked last. */
  takeChanged(): AttendanceNode[] {
    const changed = [...this.touched].filter(
      ({ now, peak, total, taken }) => now !== taken.now || peak !== taken.peak || total !== taken.total,
    );
    for (const node of changed) node.taken = { now: node.now, peak: node.peak, total: node.total };
    this.touched.clear();
    return changed;
  }

  private mutable(path: string): MutableNode {
    const known = this.nodes.get(path);
    if (known) return known;
    const parent = path === '/' ? null : this.mutable(parentPathOf(path));
    const node = { path, parent, now: 0, peak: 0, total: 0, taken: { now: 0, peak: 0, total: 0 } };
    this.nodes.set(path, node);
    return node;
  }
}

const wasIn = (path: string, been: readonly string[]): boolean => been.some((earlier) => earlier.startsWith(path));
