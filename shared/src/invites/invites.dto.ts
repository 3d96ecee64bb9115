import { IsIn, IsInt, IsISO8601, IsOptional, Max, Min } from 'class-validator';
import { IsLine, IsRegionPath } from '../contract/fields.js';
import { type Role, roles } from '../access/access.rules.js';

/** A link that gives a role in a rally. */
export class CreateInviteDto {
  @IsIn(roles)
  role!: Role;

  /** For whom, as the organiser calls it ("Block convenors"); a speaker's invite names the speaker. */
  @IsLine(2, 40)
  label!: string;

  /** How many people may use it; 1 where left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quota?: number;

  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string;

  /** Subtree the role covers, and the region a viewer is counted in; `/` where left out. */
  @IsOptional()
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
  regionPath: string;
  createdAt: string;
  /** The link itself; its token is in the fragment, so servers and previews never see it. */
  url: string;
}

export interface GrantView {
  id: string;
  identityId: string;
  name: string;
  role: Role;
  regionPath: string;
  expiresAt: string | null;
  grantedAt: string;
  inviteLabel: string | null;
}
