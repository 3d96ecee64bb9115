import { searchable, searchRank } from '@sammelan/shared/regions/regions.rules.js';
import { type Language, languages, textIn } from '@sammelan/shared/contract/local-text.js';
import type { RegionNode, RegionTree } from './region-tree.js';

/** Names of one tree, ready to be searched in every language; ~0.1 KB a region, made with the first search. */
export class RegionSearch {
  private readonly names: { node: RegionNode; folded: string[] }[] = [];

  constructor(tree: RegionTree) {
    for (const node of tree.nodes()) {
      const texts = languages.flatMap((language) => node.name[language] ?? []);
      this.names.push({ node, folded: texts.map(searchable) });
    }
  }

  /** The regions within `rootPath` whose name or code answers the search, best first: better match, higher level, name. */
  find(text: string, rootPath: string, language: Language, limit: number): RegionNode[] {
    const wanted = searchable(text);
    const code = text.trim().toUpperCase();
    const found: { node: RegionNode; rank: number }[] = [];
    for (const { node, folded } of this.names) {
      if (!node.path.startsWith(rootPath) || node.path === rootPath) continue;
      const ranks = folded.flatMap((name) => searchRank(name, wanted) ?? []);
      const rank = node.code === code ? 0 : Math.min(...ranks);
      if (rank < Infinity) found.push({ node, rank });
    }
    const byName = nameOrder(language);
    found.sort((a, b) => a.rank - b.rank || a.node.level - b.node.level || byName(a.node, b.node));
    return found.slice(0, limit).map(({ node }) => node);
  }
}

/** Order of regions by name, as a reader of that language expects; `Booth 9` before `Booth 10`. */
export function nameOrder(language: Language): (a: RegionNode, b: RegionNode) => number {
  const collator = collators[language];
  return (a, b) => collator.compare(textIn(a.name, language), textIn(b.name, language));
}

const collators: Record<Language, Intl.Collator> = {
  en: new Intl.Collator('en-IN', { numeric: true }),
  hi: new Intl.Collator('hi-IN', { numeric: true }),
};
