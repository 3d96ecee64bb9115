import type { RegionMappingDto } from '@sammelan/shared/regions/regions.dto.js';
import { regionCodeFrom, regionNameFrom } from '@sammelan/shared/regions/regions.rules.js';
import type { CsvHead } from './csv-head.js';
import { columnName, type LevelChoice } from './guess-mapping.js';

/** The choices as the wire takes them; null while a level has no code column. */
export function mappingOf(choices: readonly LevelChoice[], header: readonly string[]): RegionMappingDto | null {
  if (choices.length === 0) return null;
  const levels: RegionMappingDto['levels'] = [];
  for (const { level, code, name, hindiName, prefix, withinParent } of choices) {
    if (code === null) return null;
    levels.push({
      level,
      codeColumn: columnName(header, code),
      ...(prefix && { codePrefix: prefix }),
      ...(withinParent && { withinParent }),
      ...(name !== null && { nameColumn: columnName(header, name) }),
      ...(hindiName !== null && { hindiNameColumn: columnName(header, hindiName) }),
    });
  }
  return { levels };
}

export interface PreviewCell {
  /** Null where the cell makes no code. */
  code: string | null;
  name: string;
}

/** How the server will read the first rows: per row, from the highest level down. */
export function previewRows({ rows }: CsvHead, choices: readonly LevelChoice[], count: number): PreviewCell[][] {
  return rows.slice(0, count).map((row) => {
    let above: string | null = null;
    return choices.map(({ code, name, hindiName, prefix, withinParent }) => {
      const own: string | null = code === null ? null : regionCodeFrom(row[code] ?? '', prefix);
      const full: string | null = own && withinParent && above ? `${above}-${own}` : own;
      above = full;
      const cell = row[name ?? -1]?.trim() || row[hindiName ?? -1] || '';
      return { code: full, name: regionNameFrom(cell) };
    });
  });
}
