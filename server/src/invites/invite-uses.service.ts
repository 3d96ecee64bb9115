import { Injectable } from '@nestjs/common';
import { Batcher } from '../database/batcher.js';
import { InvitesRepository, type Visitor } from './invites.repository.js';

/** As long as a link that was used through another process may take to count here. */
const freshMs = 60_000;
/** People whose link is kept in memory; beyond, those asked for first are asked for again. */
const keptPeople = 50_000;

const batching = { maxBatch: 2000, lanes: 1 };

interface Known {
  inviteId: string | null;
  until: number;
}

/** By which link people came: asked for everybody who writes. */
@Injectable()
export class InviteUses {
  private readonly known = new Map<string, Known>();
  private readonly batcher = new Batcher<Visitor, string | null>((people) => this.read(people), batching);

  constructor(private readonly repository: InvitesRepository) {}

  /** The link that somebody came by last into the rally; null for one who came by none, or where nobody knows just now. */
  of({ rallyId, identityId }: Visitor): Promise<string | null> {
    const known = this.known.get(keyOf({ rallyId, identityId }));
    if (known && performance.now() < known.until) return Promise.resolve(known.inviteId);
    return this.batcher.add({ rallyId, identityId }).catch(() => null);
  }

  /** Somebody has just come by a link: what was known of them is over. */
  changed(visitor: Visitor): void {
    this.known.delete(keyOf(visitor));
  }

  private async read(people: Visitor[]): Promise<(string | null)[]> {
    const found = await this.repository.usedBy(people);
    const byKey = new Map(found.map((use) => [keyOf(use), use.inviteId]));
    const until = performance.now() + freshMs;
    return people.map((one) => {
      const inviteId = byKey.get(keyOf(one)) ?? null;
      this.known.delete(keyOf(one));
      this.known.set(keyOf(one), { inviteId, until });
      const [oldest] = this.known.keys();
      if (this.known.size > keptPeople && oldest !== undefined) this.known.delete(oldest);
      return inviteId;
    });
  }
}

const keyOf = ({ rallyId, identityId }: Visitor): string => `${rallyId} ${identityId}`;
