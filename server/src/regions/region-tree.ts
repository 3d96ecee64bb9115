import type { LocalText } from '@sammelan/shared/contract/local-text.js';

/** A region in memory. `children` are in the order of their codes. */
export interface RegionNode {
  readonly code: string;
  readonly path: string;
  readonly level: number;
  readonly name: LocalText;
  readonly parent: RegionNode | null;
  readonly children: readonly RegionNode[];
}

/** What a tree is made of: rows of the table. */
export interface RegionRow {
  code: string;
  path: string;
  level: number;
  name: LocalText;
}

interface MutableNode extends RegionNode {
  readonly children: MutableNode[];
}

/** The path above: `/BR/` for `/BR/BR-GAYA/`, `/` for a top region. */
export const parentPathOf = (path: string): string => path.slice(0, path.lastIndexOf('/', path.length - 2) + 1) || '/';

/** The code a path ends with; an empty string for `/`. */
export const lastCodeOf = (path: string): string => path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1);

/** An immutable tree of regions with its look-ups, each O(1) or O(answer). */
export class RegionTree {
  private readonly byCodeIndex = new Map<string, RegionNode>();
  private readonly tops: RegionNode[] = [];

  /** @throws Error where a row comes before its parent */
  constructor(rows: readonly RegionRow[]) {
    for (const { code, path, level, name } of rows) {
      const parentPath = parentPathOf(path);
      const parent = parentPath === '/' ? null : this.byCodeIndex.get(lastCodeOf(parentPath));
      if (parent === undefined) throw new Error(`region ${path} comes before its parent`);
      const node: MutableNode = { code, path, level, name, parent, children: [] };
      this.byCodeIndex.set(code, node);
      if (parent) (parent as MutableNode).children.push(node);
      else this.tops.push(node);
    }
  }

  get size(): number {
    return this.byCodeIndex.size;
  }

  byCode(code: string): RegionNode | null {
    return this.byCodeIndex.get(code) ?? null;
  }

  /** By path. A path from before a region moved still finds it: codes are unique, so the last one names the region. */
  byPath(path: string): RegionNode | null {
    return this.byCode(lastCodeOf(path));
  }

  /** The regions above, highest first, without the region itself. */
  ancestors(path: string): RegionNode[] {
    const above: RegionNode[] = [];
    for (let node = this.byPath(path)?.parent ?? null; node; node = node.parent) above.unshift(node);
    return above;
  }

  /** `/` gives the top regions; an unknown path none. */
  childrenOf(path: string): readonly RegionNode[] {
    return path === '/' ? this.tops : (this.byPath(path)?.children ?? []);
  }

  /** Every node, parents before children. */
  nodes(): Iterable<RegionNode> {
    return this.byCodeIndex.values();
  }
}
