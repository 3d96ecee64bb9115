import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { parse, PayloadError } from '@sammelan/shared/contract/parse.js';
import { type RegionImportView, RegionMappingDto } from '@sammelan/shared/regions/regions.dto.js';
import type { Caller } from '../access/caller.js';
import { AuditService } from '../audit/audit.service.js';
import { limitedBody } from '../http/body.js';
import { readRegionCsv } from './region-csv.js';
import { RegionDraft } from './region-draft.js';
import { RegionImportError } from './regions.errors.js';
import { RegionsService } from './regions.service.js';

/** Every booth of India would be a file of ~100 MB; a state's is a tenth. */
const maxMegabytes = 64;

/** The tree is in memory: at ~0.4 KB a region this is ~200 MB, more booths than any state has. */
const maxRegions = 500_000;

/** Takes a directory of regions from a file: all of it or nothing, as often as wanted. */
@Injectable()
export class RegionImportService {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly regions: RegionsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param mapping a RegionMappingDto as JSON
   * @throws RegionImportError with what is wrong, by line; PayloadError for the mapping; FileTooLargeError
   */
  import(caller: Caller, mapping: string, file: Readable): Promise<RegionImportView> {
    const checked = readMapping(mapping);
    // One after the other: each is compared with the tree that the one before left.
    const mine = this.last.then(() => this.importNow(caller, checked, file));
    this.last = mine.catch(() => undefined);
    return mine;
  }

  private async importNow(caller: Caller, { levels }: RegionMappingDto, file: Readable): Promise<RegionImportView> {
    const draft = new RegionDraft(levels, this.regions.current, maxRegions);
    // Whatever is left of a file that was given up is read away, else the client hears a broken pipe instead of the reason.
    const rows = await readRegionCsv(Readable.from(limitedBody(file, maxMegabytes)), draft).finally(() =>
      file.resume(),
    );
    if (draft.problems.length === 0 && draft.isFull) draft.report(0, 'too-many', null, String(maxRegions));
    if (draft.problems.length) throw new RegionImportError(draft.problems);
    const { rows: changed, ...counts } = draft.changes();
    if (changed.length) await this.regions.save(changed);
    const subject = `${counts.created} new, ${counts.updated} changed`;
    await this.audit.record({ actor: caller, action: 'region.import', subject, details: { rows, ...counts } });
    return { rows, ...counts };
  }
}

function readMapping(json: string): RegionMappingDto {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new PayloadError({ mapping: ['must be JSON'] });
  }
  const mapping = parse(RegionMappingDto, raw);
  if (mapping.levels.some(({ level }, nth) => nth > 0 && level !== mapping.levels[nth - 1]!.level + 1)) {
    throw new PayloadError({ levels: ['must go down level by level'] });
  }
  return mapping;
}
