import { IsIn, IsInt, IsISO8601, Max, Min } from 'class-validator';
import { IsLine, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import { type SpokenLanguage, spokenLanguageTags } from '../contract/spoken-languages.js';
import { type Role, roles } from '../access/access.rules.js';

/** A link that gives a role: in a rally, or over the organisation where it is made there. */
export class CreateInviteDto {
  @IsIn(roles)
  role!: Role;

  /** For whom, as the organiser calls it ("Block convenors"); a speaker's invite names the speaker. */
  @IsLine(2, 40)
  label!: string;

  /** How many people may use it; 1 where left out. */
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quota?: number;

  /** Until when it may be used; a week where left out. */
  @MayBeLeftOut()
  @IsISO8601({ strict: true })
  expiresAt?: string;

  /** What an interpreter is to interpret into; left out: they choose. */
  @MayBeLeftOut()
  @IsIn(spokenLanguageTags)
  language?: SpokenLanguage;

  /**
   * The phone of whom it is for, as people write it: then only who confirms this number gets the role, so that a link that was
   * forwarded gives nothing. Kept in the vault; no answer holds it.
   */
  @MayBeLeftOut()
  @IsLine(6, 30)
  phone?: string;

  /** Subtree the role covers, and the region a viewer is counted in; `/` where left out. */
  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;
}

export interface InviteView {
  id: string;
  role: Role;
  label: string;
  quota: number;
  used: number;
  expiresAt: string;
  revokedAt: string | null;
  language: SpokenLanguage | null;
  /** Last two digits of the phone that has to be confirmed for it; null: none. */
  phoneLastTwo: string | null;
  regionPath: string;
  createdAt: string;
  /** The link itself; its token is in the fragment, so servers and previews never see it. */
  url: string;
}
