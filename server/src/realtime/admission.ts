import { Injectable } from '@nestjs/common';
import type { Caller, CallerRegion } from '../access/caller.js';

/** A rally as the handshake needs it. */
export interface AdmittedRally {
  id: string;
  organisationId: string;
}

export interface Entry {
  caller: Caller;
  rally: AdmittedRally;
}

type LocateRally = (slug: string, caller: Caller) => Promise<AdmittedRally> | AdmittedRally;
type LocateRegion = (entry: Entry, regionCode: string | null) => Promise<CallerRegion | null> | CallerRegion | null;
type Check = (entry: Entry) => Promise<void> | void;

/**
 * Who comes in. Features say what they need of whoever connects: `rallies` finds the rally, `regions` the region,
 * `moderation` refuses the banned. Each throws an AppError to refuse; none should cost a query for an ordinary viewer.
 */
@Injectable()
export class Admission {
  private locateRally: LocateRally | null = null;
  private locateRegion: LocateRegion | null = null;
  private readonly checks: Check[] = [];

  rallyBy(locate: LocateRally): void {
    this.locateRally = locate;
  }

  regionBy(locate: LocateRegion): void {
    this.locateRegion = locate;
  }

  check(check: Check): void {
    this.checks.push(check);
  }

  /** @throws AppError when the caller may not enter */
  async admit(
    caller: Caller,
    slug: string,
    regionCode: string | null,
  ): Promise<{ rally: AdmittedRally; region: CallerRegion | null }> {
    if (!this.locateRally) throw new Error('no feature finds rallies');
    const rally = await this.locateRally(slug, caller);
    for (const check of this.checks) await check({ caller, rally });
    return { rally, region: (await this.locateRegion?.({ caller, rally }, regionCode)) ?? null };
  }
}
