import { Injectable } from '@nestjs/common';
import { isUsableName, tidyName } from '@sammelan/shared/names/names.rules.js';
import { GrantsService } from '../access/grants.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import { NameReservedError, NameUnusableError } from './names.errors.js';
import { skeletons } from './skeleton.js';

/** A name that is somebody's; null: the organisation's, or that of somebody who was invited and has not come yet. */
export interface ReservedName {
  name: string;
  identityId: string | null;
}

type Source = () => Promise<readonly ReservedName[]>;

/** As long as a change made elsewhere may take to count here. */
const freshMs = 5000;

/** Which display names people may go by: none that looks like a speaker's, an organiser's or the organisation's. */
@Injectable()
export class NamesService {
  private readonly sources: Source[] = [];
  private reserved: Promise<Map<string, Set<string | null>>> | null = null;
  private readAt = 0;
  /** What was read last: good enough where nobody can wait for the database. */
  private latest: Map<string, Set<string | null>> | null = null;

  constructor(
    private readonly grants: GrantsService,
    private readonly organisation: OrganisationService,
  ) {
    this.grants.onChange(() => this.changed());
  }

  /** A feature that knows further names that nobody else may go by. */
  reserveFrom(source: Source): void {
    this.sources.push(source);
  }

  /** Somebody else is to be known by name: from the next question on. */
  changed(): void {
    this.reserved = null;
  }

  /** The name as it is kept, whoever has it. @throws NameUnusableError */
  demandUsable(text: string): string {
    const name = tidyName(text);
    if (!isUsableName(name)) throw new NameUnusableError();
    return name;
  }

  /**
   * The name as it is kept. `own` is one that they may go by whoever else does.
   * @throws NameUnusableError, NameReservedError
   */
  async demand(text: string, identityId: string, own?: string): Promise<string> {
    const name = this.demandUsable(text);
    const reserved = await this.all();
    const keys = skeletons(name);
    if (own !== undefined && skeletons(own).some((key) => keys.includes(key))) return name;
    for (const key of keys) {
      const holders = reserved.get(key);
      // Whoever has the name may go by it, also where two have it.
      if (holders && !holders.has(identityId)) throw new NameReservedError();
    }
    return name;
  }

  /**
   * The name that others see of somebody who comes in: null where it has become a speaker's or an organiser's since they took
   * it. Waits for nothing: ten thousand come at once, perhaps while the database is away.
   */
  shown(name: string | null, identityId: string): string | null {
    if (performance.now() - this.readAt > freshMs) this.all().catch(() => undefined);
    if (name === null || this.latest === null || this.latest.size === 0) return name;
    // Their name was looked at when the role was given, and what was read last may not know yet that it is theirs.
    if (this.grants.of(identityId).length > 0) return name;
    const isTaken = skeletons(name).some((key) => this.latest?.get(key)?.has(identityId) === false);
    return isTaken ? null : name;
  }

  private all(): Promise<Map<string, Set<string | null>>> {
    const now = performance.now();
    if (this.reserved === null || now - this.readAt > freshMs) {
      this.readAt = now;
      const reading = this.read();
      this.reserved = reading;
      reading.catch(() => (this.reserved = null));
    }
    return this.reserved;
  }

  private async read(): Promise<Map<string, Set<string | null>>> {
    const members = await this.grants.namesOfHolders();
    const others = await Promise.all(this.sources.map((source) => source()));
    const organisation = { name: this.organisation.get().name, identityId: null };
    const found = new Map<string, Set<string | null>>();
    for (const { name, identityId } of [organisation, ...members, ...others.flat()]) {
      for (const key of skeletons(name)) found.set(key, (found.get(key) ?? new Set()).add(identityId));
    }
    this.latest = found;
    return found;
  }
}
