import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsObject,
  Matches,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsLine, IsLocalText, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import type { Silence } from '../polls/polls.rules.js';
import { maxRegionLevels } from '../regions/regions.rules.js';

export class SilenceDto implements Silence {
  @IsISO8601({ strict: true })
  from!: string;

  @IsISO8601({ strict: true })
  until!: string;
}

/** What is left out stays. */
export class EditOrganisationDto {
  @MayBeLeftOut()
  @IsLine(2, 80)
  name?: string;

  /** `#rrggbb`, as dark as `accentFits` asks; null for the product's own. */
  @ValidateIf((edit: EditOrganisationDto) => edit.accent !== undefined && edit.accent !== null)
  @Matches(/^#[0-9a-f]{6}$/, { message: 'must be a colour like #0b6e69' })
  accent?: string | null;

  /** Names of the region levels, highest first; regions know their level by its number. */
  @MayBeLeftOut()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(maxRegionLevels)
  @IsLocalText(40, true, { each: true })
  levels?: LocalText[];

  /** When polls of voting intention rest; null: never. */
  @ValidateIf((edit: EditOrganisationDto) => edit.silence !== undefined && edit.silence !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => SilenceDto)
  silence?: SilenceDto | null;

  /** Whether links for speakers and producers have to be for one phone; see `needsPhone`. */
  @MayBeLeftOut()
  @IsBoolean()
  stagePhones?: boolean;
}

export interface OrganisationView {
  name: string;
  accent: string | null;
  /** Names of the region levels, highest first. */
  levels: LocalText[];
  /** The silence before polling; null where none is set. */
  silence: Silence | null;
  /** Whether links for speakers and producers have to be for one phone. */
  stagePhones: boolean;
}
