import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsLine, IsRegionCode, MayBeLeftOut } from '../contract/fields.js';
import type { LineProblem } from '../contract/errors.js';
import type { LocalText } from '../contract/local-text.js';
import { maxRegionLevels, type RegionProblemCode } from './regions.rules.js';

/** One node of the tree. `path` is the codes from the root, between slashes: `/BR/BR-GAYA/`. */
export interface RegionView {
  code: string;
  path: string;
  parentPath: string | null;
  /** 0 is the top level; its name is in the organisation's `levels`. */
  level: number;
  name: LocalText;
  hasChildren: boolean;
}

/** Where a level's columns are in the file. A column is named by its header, or by number from 1 where headers repeat. */
export class LevelMappingDto {
  @IsInt()
  @Min(0)
  @Max(11)
  level!: number;

  @IsLine(1, 80)
  codeColumn!: string;

  /** Put before each code, so that a state and a district numbered alike stay apart: `D` makes 203 `D203`. */
  @MayBeLeftOut()
  @Matches(/^[A-Z0-9-]{0,8}$/)
  codePrefix?: string;

  /**
   * The file's codes are unique only below their parent (booth 101 of each panchayat, a block that lies in two districts):
   * the parent's code is put before them, `D294-B2550`.
   */
  @MayBeLeftOut()
  @IsBoolean()
  withinParent?: boolean;

  @MayBeLeftOut()
  @IsLine(1, 80)
  nameColumn?: string;

  @MayBeLeftOut()
  @IsLine(1, 80)
  hindiNameColumn?: string;
}

/** Says which columns of a CSV make the tree, from the highest level to the lowest. */
export class RegionMappingDto {
  @ValidateNested({ each: true })
  @Type(() => LevelMappingDto)
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRegionLevels)
  levels!: LevelMappingDto[];
}

/** What an import did. Regions that the file does not name stay as they are. */
export interface RegionImportView {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
}

/** What is wrong in an import, in the error's `lines`. */
export type RegionImportProblem = LineProblem & { code: RegionProblemCode };

/** How a CSV is to be read, as `?mapping=`: a RegionMappingDto as JSON, since the body is the file. */
export class ImportRegionsQueryDto {
  @IsLine(2, 8000)
  mapping!: string;
}

export class FindRegionsDto {
  @MayBeLeftOut()
  @IsRegionCode()
  parent?: string;

  @MayBeLeftOut()
  @IsLine(1, 80)
  search?: string;

  @MayBeLeftOut()
  @IsIn(['en', 'hi'])
  language?: 'en' | 'hi';
}

/** A PIN code (six digits) and the district it belongs to, where known. */
export interface PinView {
  pin: string;
  regions: RegionView[];
}
