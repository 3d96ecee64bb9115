import type { RegionImportProblem } from '@sammelan/shared/regions/regions.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';

/** A file that was not imported; `lines` says why, nothing of it was stored. */
export class RegionImportError extends AppError {
  constructor(lines: RegionImportProblem[]) {
    super('region-import', `Nothing was imported: ${lines.length} problems in the file.`, { lines });
  }
}

export class RegionUnknownError extends AppError {
  constructor(code: string) {
    super('region-unknown', 'There is no such region.', { data: { code } });
  }
}
