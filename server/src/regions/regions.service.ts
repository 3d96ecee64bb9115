import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { FindRegionsDto, RegionView } from '@sammelan/shared/regions/regions.dto.js';
import type { CallerRegion } from '../access/caller.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { Admission } from '../realtime/admission.js';
import { type RegionNode, type RegionRow, RegionTree } from './region-tree.js';
import { nameOrder, RegionSearch } from './region-search.js';
import { RegionUnknownError } from './regions.errors.js';
import { RegionsRepository } from './regions.repository.js';

type Listener = () => Promise<void> | void;

/** Regions one search gives: a picker shows a dozen, and the rest by typing on. */
const maxFound = 50;

/**
 * The organisation's regions. The whole tree is in memory (~0.4 KB a node), so that other features look up names, parents
 * and children as often as they like; they take no copy, since an import replaces the tree.
 */
@Injectable()
export class RegionsService implements OnModuleInit {
  private tree = new RegionTree([]);
  private search: RegionSearch | null = null;
  private readonly changed: Listener[] = [];

  constructor(
    private readonly repository: RegionsRepository,
    private readonly organisation: OrganisationService,
    private readonly admission: Admission,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    this.admission.regionBy((_, code) => this.callerRegion(code));
  }

  /** The tree as it is now, for reading a whole lot of it. */
  get current(): RegionTree {
    return this.tree;
  }

  byCode(code: string): RegionNode | null {
    return this.tree.byCode(code);
  }

  /** Null for `/` and for what is no region. */
  byPath(path: string): RegionNode | null {
    return this.tree.byPath(path);
  }

  /** The regions above `path`, highest first, without itself. */
  ancestors(path: string): RegionNode[] {
    return this.tree.ancestors(path);
  }

  /** `/` gives the top regions. */
  childrenOf(path: string): readonly RegionNode[] {
    return this.tree.childrenOf(path);
  }

  /** A region's name by its path; for `/`, and for a region that is gone, the organisation's. */
  name(path: string): LocalText {
    return this.tree.byPath(path)?.name ?? { en: this.organisation.get().name };
  }

  /** A path as it is to be stored: `/`, or that of a region. @throws RegionUnknownError */
  demandPath(path: string): string {
    if (path === '/') return path;
    const node = this.tree.byPath(path);
    if (node?.path !== path) throw new RegionUnknownError(path);
    return path;
  }

  /** Where the region of a stored path is today; the path itself where it has not moved or is gone. */
  currentPath(path: string): string {
    return this.tree.byPath(path)?.path ?? path;
  }

  /** What a caller is placed by. An unknown code (an old link, a typing slip) is no error: they are counted without one. */
  callerRegion(code: string | null): CallerRegion | null {
    const node = code === null ? null : this.byCode(code);
    return node && { code: node.code, path: node.path };
  }

  /**
   * Called at the start and after an import has replaced the tree: nodes held before are outdated, and regions may have
   * moved, so whoever stores paths brings them up to date with `currentPath`.
   */
  onChanged(listener: Listener): void {
    this.changed.push(listener);
  }

  /**
   * The children of `parent` (a code; without, of the top) by name, or with `search` what it finds below it.
   * @throws RegionUnknownError
   */
  find({ parent, search, language = 'en' }: FindRegionsDto): RegionView[] {
    const root = parent === undefined ? null : this.byCode(parent);
    if (parent !== undefined && !root) throw new RegionUnknownError(parent);
    const rootPath = root?.path ?? '/';
    const nodes =
      search === undefined
        ? [...this.childrenOf(rootPath)].sort(nameOrder(language))
        : (this.search ??= new RegionSearch(this.tree)).find(search, rootPath, language, maxFound);
    return nodes.map((node) => this.view(node));
  }

  view(node: RegionNode): RegionView {
    const { code, path, level, name, parent, children } = node;
    return { code, path, parentPath: parent?.path ?? null, level, name, hasChildren: children.length > 0 };
  }

  /** Adds regions or gives them new names, all or none. `rows` hold parents before children. */
  async save(rows: readonly RegionRow[]): Promise<void> {
    await this.repository.save(this.organisation.id, rows);
    await this.reload();
  }

  private async reload(): Promise<void> {
    this.tree = new RegionTree(await this.repository.all(this.organisation.id));
    this.search = null;
    for (const listener of this.changed) await listener();
  }
}
