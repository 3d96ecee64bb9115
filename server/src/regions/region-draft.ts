import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { LevelMappingDto, RegionImportProblem } from '@sammelan/shared/regions/regions.dto.js';
import {
  columnIndex,
  maxRegionName,
  regionCodeFrom,
  regionNameFrom,
  type RegionProblemCode,
} from '@sammelan/shared/regions/regions.rules.js';
import type { RegionRow, RegionTree } from './region-tree.js';

/** Problems kept of one file; an organiser mends the first hundred and tries again. */
const maxProblems = 100;

interface Column {
  index: number;
  header: string;
}

interface Level {
  level: number;
  prefix: string;
  withinParent: boolean;
  code: Column;
  name: Column | null;
  hindiName: Column | null;
}

interface Drafted {
  code: string;
  level: number;
  parentCode: string | null;
  name: LocalText;
}

/** What the tree becomes: the rows to write, parents before children, and what that means for those in the file. */
export interface RegionChanges {
  rows: RegionRow[];
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * A tree as a file says it, built line by line beside the tree that is there. It knows no file and no database: give it the
 * header, each row, then ask for the changes. What is wrong is collected in `problems`; with any, there are no changes.
 */
export class RegionDraft {
  readonly problems: RegionImportProblem[] = [];
  private levels: Level[] = [];
  private unreadable = false;
  private readonly drafted = new Map<string, Drafted>();

  /** @param mapping levels from the highest to the lowest, each one below the one before */
  constructor(
    private readonly mapping: readonly LevelMappingDto[],
    private readonly tree: RegionTree,
    private readonly maxRegions: number,
  ) {}

  /** Whether there is any use in reading on. */
  get isFull(): boolean {
    return this.unreadable || this.problems.length >= maxProblems || this.drafted.size > this.maxRegions;
  }

  get hasHeader(): boolean {
    return this.levels.length > 0;
  }

  /** Finds the mapped columns. Where one is not there, the draft is full at once: the rows cannot be read. */
  header(line: number, cells: readonly string[]): void {
    const find = (column: string | null | undefined): Column | null => {
      if (column == null) return null;
      const index = columnIndex(cells, column);
      if (typeof index === 'number') return { index, header: cells[index]!.trim() || column };
      this.report(line, index === 'missing' ? 'column-missing' : 'column-ambiguous', column, '');
      return null;
    };
    this.levels = this.mapping.map((level) => ({
      level: level.level,
      prefix: level.codePrefix ?? '',
      withinParent: level.withinParent ?? false,
      code: find(level.codeColumn) ?? { index: -1, header: level.codeColumn },
      name: find(level.nameColumn),
      hindiName: find(level.hindiNameColumn),
    }));
    this.unreadable = this.problems.length > 0;
  }

  /** Takes one row. A row may end early: empty cells of the lower levels make it one of a higher region. */
  row(line: number, cells: readonly string[]): void {
    let parent: string | null = null;
    let ended: Level | null = null;
    for (const level of this.levels) {
      const cell = cells[level.code.index]?.trim() ?? '';
      if (cell === '') {
        ended ??= level;
        continue;
      }
      if (ended) return this.report(line, 'code-missing', ended.code.header, '');
      const code = regionCodeFrom(cell, level.withinParent && parent ? `${parent}-${level.prefix}` : level.prefix);
      if (code === null) return this.report(line, 'code-invalid', level.code.header, cell);
      if (!this.place(line, level, code, parent, cells)) return;
      parent = code;
    }
    if (parent === null) this.report(line, 'code-missing', this.levels[0]?.code.header ?? null, '');
  }

  /** Notes what is wrong with the file as a whole or a line of it. */
  report(line: number, code: RegionProblemCode, column: string | null, value: string): void {
    if (this.problems.length < maxProblems) this.problems.push({ line, column, code, value: value.slice(0, 80) });
  }

  /** Compares with the tree that is there. Only for a draft without problems. */
  changes(): RegionChanges {
    const changes: RegionChanges = { rows: [], created: 0, updated: 0, unchanged: 0 };
    const paths = new Map<string, string>();
    for (const { code, level, parentCode, name } of this.merged()) {
      const path = `${parentCode === null ? '/' : paths.get(parentCode)!}${code}/`;
      paths.set(code, path);
      const there = this.tree.byCode(code);
      if (there?.path === path && sameText(there.name, name)) {
        if (this.drafted.has(code)) changes.unchanged++;
        continue;
      }
      changes.rows.push({ code, path, level, name });
      if (there) changes.updated++;
      else changes.created++;
    }
    return changes;
  }

  /** The tree and the file as one, from the top: what hangs below a region that the file moves, moves along. */
  private merged(): Drafted[] {
    const regions = new Map<string, Drafted>();
    for (const { code, level, name, parent } of this.tree.nodes()) {
      regions.set(code, { code, level, name, parentCode: parent?.code ?? null });
    }
    for (const draft of this.drafted.values()) {
      regions.set(draft.code, { ...draft, name: { ...regions.get(draft.code)?.name, ...draft.name } });
    }
    return [...regions.values()].sort((a, b) => a.level - b.level);
  }

  /** Puts one region of a row into the draft. False where that cannot be; the row's lower levels make no sense then. */
  private place(line: number, level: Level, code: string, rowParent: string | null, cells: readonly string[]): boolean {
    const there = this.tree.byCode(code);
    const before = this.drafted.get(code);
    const column = level.code.header;
    if ((there ?? before ?? level).level !== level.level) {
      this.report(line, 'level-differs', column, code);
      return false;
    }
    // The highest mapped level may hang below regions that are there already.
    const isHighest = level === this.levels[0];
    if (isHighest && level.level > 0 && !there) {
      this.report(line, 'parent-unknown', column, code);
      return false;
    }
    const parentCode = isHighest ? (there?.parent?.code ?? null) : rowParent;
    if (before && before.parentCode !== parentCode) {
      this.report(line, 'parent-differs', column, code);
      return false;
    }
    return this.name(line, level, { code, level: level.level, parentCode, name: {} }, cells);
  }

  private name(line: number, level: Level, fresh: Drafted, cells: readonly string[]): boolean {
    const drafted = this.drafted.get(fresh.code) ?? fresh;
    for (const [language, column] of [['en', level.name] as const, ['hi', level.hindiName] as const]) {
      const text = regionNameFrom((column && cells[column.index]) ?? '');
      if (text === '') continue;
      const known = drafted.name[language];
      if (text.length > maxRegionName) this.report(line, 'name-too-long', column!.header, text);
      else if (known !== undefined && known !== text) this.report(line, 'name-differs', column!.header, text);
      // Directories repeat the English name where they have no local one.
      else if (language === 'en' || text !== drafted.name.en) drafted.name = { ...drafted.name, [language]: text };
    }
    const named = Object.keys(drafted.name).length > 0 || this.tree.byCode(fresh.code) !== null;
    if (!named) this.report(line, 'name-missing', level.name?.header ?? null, fresh.code);
    this.drafted.set(fresh.code, drafted);
    return true;
  }
}

const sameText = (one: LocalText, other: LocalText): boolean => one.en === other.en && one.hi === other.hi;
