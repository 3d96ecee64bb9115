import { ArrayMaxSize, ArrayMinSize, IsArray, Matches, ValidateIf } from 'class-validator';
import { IsLine, IsLocalText, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';
import { maxRegionLevels } from '../regions/regions.rules.js';

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
}

export interface OrganisationView {
  name: string;
  accent: string | null;
  /** Names of the region levels, highest first. */
  levels: LocalText[];
}
