import { Injectable } from '@nestjs/common';
import { retrying } from '../database/retrying.js';
import { InvitesRepository, type Visitor } from './invites.repository.js';

/** As long as a link that was used through another process may take to count here. */
const freshMs = 10_000;
/** Uses that were committed later than others of a later time are not missed. */
const overlapMs = 60_000;
/** Below the time after which clients send again by themselves: a database that is away may be back. */
const patienceMs = 8000;

interface Redeemed {
  people: Set<string>;
  freshUntil: number;
  lastUse: Date;
}

/**
 * Who has come to a rally by a signed link, all of them in memory from the first question on: asked for each ballot, where a
 * look-up each would cost as much as storing it. A hundred thousand take ten megabytes.
 */
@Injectable()
export class Redeemers {
  private readonly known = new Map<string, Redeemed>();
  private readonly reading = new Map<string, Promise<void>>();

  private readonly usesSince: (asked: { rallyId: string; since: Date }) => ReturnType<InvitesRepository['usesSince']>;

  constructor(repository: InvitesRepository) {
    this.usesSince = retrying(({ rallyId, since }) => repository.usesSince(rallyId, since), { patienceMs });
  }

  /** Whether somebody came by a link; without a wait but for the first question about a rally. */
  has({ rallyId, identityId }: Visitor): boolean | Promise<boolean> {
    const known = this.known.get(rallyId);
    if (!known) return this.read(rallyId).then(() => this.known.get(rallyId)?.people.has(identityId) ?? false);
    // Who reads again goes by what is known meanwhile.
    if (performance.now() >= known.freshUntil) this.read(rallyId).catch(() => undefined);
    return known.people.has(identityId);
  }

  /** Somebody has just come by a link into this rally; with null, into all of the organisation's. */
  note(rallyId: string | null, identityId: string): void {
    if (rallyId !== null) this.known.get(rallyId)?.people.add(identityId);
    else for (const { people } of this.known.values()) people.add(identityId);
  }

  private read(rallyId: string): Promise<void> {
    const under = this.reading.get(rallyId);
    if (under) return under;
    const read = this.readSince(rallyId).finally(() => this.reading.delete(rallyId));
    this.reading.set(rallyId, read);
    return read;
  }

  private async readSince(rallyId: string): Promise<void> {
    const known = this.known.get(rallyId);
    const since = new Date(known ? known.lastUse.getTime() - overlapMs : 0);
    const uses = await this.usesSince({ rallyId, since });
    const people = known?.people ?? new Set<string>();
    for (const { identityId } of uses) people.add(identityId);
    const lastUse = uses.at(-1)?.usedAt ?? known?.lastUse ?? since;
    this.known.set(rallyId, { people, lastUse, freshUntil: performance.now() + freshMs });
  }
}
