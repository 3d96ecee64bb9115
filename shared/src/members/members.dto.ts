import { IsIn, IsISO8601, ValidateIf } from 'class-validator';
import { type Role, roles } from '../access/access.rules.js';
import { IsId, IsLine, IsRegionPath, MayBeLeftOut } from '../contract/fields.js';
import type { LocalText } from '../contract/local-text.js';

/** A role for somebody who is known already; a new person comes by an invite. */
export class GiveGrantDto {
  @IsId()
  identityId!: string;

  @IsIn(roles)
  role!: Role;

  /** Subtree that the role covers; `/` where left out. */
  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;

  /** When it runs out; left out: not before the giver's own role does. */
  @MayBeLeftOut()
  @IsISO8601({ strict: true })
  expiresAt?: string;
}

/** Until when a role lasts from now on; null: for good, or as long as the giver's own role lasts. */
export class ProlongGrantDto {
  @ValidateIf((dto: ProlongGrantDto) => dto.expiresAt !== null)
  @IsISO8601({ strict: true })
  expiresAt!: string | null;
}

/** What to look for among those who hold a role. */
export class ListGrantsDto {
  /** A part of the name. */
  @MayBeLeftOut()
  @IsLine(1, 80)
  search?: string;

  @MayBeLeftOut()
  @IsIn(roles)
  role?: Role;

  /** Only roles that lie in this region's subtree. */
  @MayBeLeftOut()
  @IsRegionPath()
  regionPath?: string;

  /** The last one of the page before. */
  @MayBeLeftOut()
  @IsId()
  before?: string;
}

/** Grants in one answer. */
export const grantsPerPage = 100;

/** Somebody's role: where, until when, and through whom. */
export interface GrantView {
  id: string;
  identityId: string;
  name: string;
  role: Role;
  regionPath: string;
  /** The rally it is for; null: all rallies. */
  rally: { id: string; title: LocalText } | null;
  expiresAt: string | null;
  grantedAt: string;
  /** Who gave it, as they are called now; null: the server itself. */
  givenBy: string | null;
  /** The invite it came by, as its maker called it. */
  inviteLabel: string | null;
  /** Whether the one who asks may prolong it and take it away. */
  mayChange: boolean;
}
