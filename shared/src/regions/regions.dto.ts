import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsLine, IsRegionCode } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';

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
  @IsOptional()
  @Matches(/^[A-Z0-9-]{0,8}$/)
  codePrefix?: string;

  @IsOptional()
  @IsLine(1, 80)
  nameColumn?: string;

  @IsOptional()
  @IsLine(1, 80)
  hindiNameColumn?: string;
}

/** Says which columns of a CSV make the tree, from the highest level to the lowest. */
export class RegionMappingDto {
  @ValidateNested({ each: true })
  @Type(() => LevelMappingDto)
  @ArrayMinSize(1)
  @ArrayMaxSize(12)
  levels!: LevelMappingDto[];
}

export interface RegionImportView {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
}

/** What is wrong in an import, by line of the file (1 is the header). */
export interface RegionImportProblem {
  line: number;
  column: string | null;
  message: string;
}

export class FindRegionsDto {
  @IsOptional()
  @IsRegionCode()
  parent?: string;

  @IsOptional()
  @IsLine(1, 80)
  search?: string;

  @IsOptional()
  @IsIn(['en', 'hi'])
  language?: 'en' | 'hi';
}

/** A PIN code (six digits) and the district it belongs to, where known. */
export interface PinView {
  pin: string;
  regions: RegionView[];
}
