import { Injectable } from '@nestjs/common';
import type { PhoneView } from '@sammelan/shared/phones/phones.dto.js';
import { v7 as uuid } from 'uuid';
import { Batcher } from '../database/batcher.js';
import { retrying } from '../database/retrying.js';
import { PhoneFullError } from './phones.errors.js';
import { type ConfirmedPhone, PhonesRepository } from './phones.repository.js';
import type { SealedPhone } from '../vault/vault.js';

/** Large enough that ten thousand who vote at once cost a few queries. */
const batching = { maxBatch: 5000, lanes: 2 };
/** People whose phone is kept in memory; beyond, those known longest are asked for again. */
const keptPeople = 100_000;

/** As long as somebody who confirms through another process may count as one who has not. */
const noneMs = 10_000;
/** Below the time after which clients send again by themselves: a database that is away may be back. */
const patienceMs = 8000;

export type { ConfirmedPhone };

type ConfirmedListener = (identityId: string, phoneId: string) => void;

/** Who has confirmed which phone. A phone is known by an id that says nothing of its number. */
@Injectable()
export class PhonesService {
  private readonly known = new Map<string, ConfirmedPhone>();
  /** Until when it is known that somebody has none, by `performance.now()`; most who vote have none. */
  private readonly none = new Map<string, number>();
  /** Until when it is known that nobody has one: as where the operator sends no codes. */
  private nobodyUntil = 0;
  private readonly confirmedListeners: ConfirmedListener[] = [];
  private readonly readBatch: PhonesRepository['of'];
  private readonly batcher = new Batcher<string, ConfirmedPhone | null>((ids) => this.read(ids), batching);

  constructor(private readonly repository: PhonesRepository) {
    this.readBatch = retrying((ids) => repository.of(ids), { patienceMs });
  }

  /** Called with whoever confirms a phone, and the id of the phone, as soon as it is stored. */
  onConfirmed(listener: ConfirmedListener): void {
    this.confirmedListeners.push(listener);
  }

  /** Whether this identity has confirmed a phone (tier T2). */
  async isVerified(identityId: string): Promise<boolean> {
    return (await this.find(identityId)) !== null;
  }

  /** Whether it is known, without asking, that the identity has none. */
  hasNone(identityId: string): boolean {
    if (this.known.has(identityId)) return false;
    const now = performance.now();
    return now < this.nobodyUntil || now < (this.none.get(identityId) ?? 0);
  }

  /** The id of the identity's phone; null without one. The same for everybody who shares the number. */
  async phoneIdOf(identityId: string): Promise<string | null> {
    return (await this.find(identityId))?.phoneId ?? null;
  }

  /** Whether this phone is the identity's, as stored: also right after it was confirmed through another process. */
  async hasConfirmed(identityId: string, phoneId: string): Promise<boolean> {
    return (await this.repository.of([identityId])).some((phone) => phone.phoneId === phoneId);
  }

  /** Everybody who shares a phone. */
  identitiesOf(phoneId: string): Promise<string[]> {
    return this.repository.identitiesOf(phoneId);
  }

  /**
   * Under which key an identity's ballot counts: with a confirmed phone it is the phone's, so that a number has one ballot
   * however many profiles share it; else the identity's own, which counts as unverified.
   */
  async voterKeyOf(identityId: string): Promise<{ key: string; verified: boolean }> {
    const phoneId = await this.phoneIdOf(identityId);
    return phoneId === null ? { key: identityId, verified: false } : { key: phoneId, verified: true };
  }

  async view(identityId: string): Promise<PhoneView> {
    const phone = await this.find(identityId);
    return { verified: phone !== null, lastTwo: phone?.lastTwo ?? null };
  }

  /** Keeps a number that nobody has confirmed yet. */
  async keep(phone: SealedPhone): Promise<ConfirmedPhone> {
    return { phoneId: await this.repository.keep(phone, uuid()), lastTwo: phone.lastTwo };
  }

  /** @throws PhoneFullError */
  async confirm(identityId: string, phone: SealedPhone): Promise<PhoneView> {
    const confirmed = await this.repository.confirm(identityId, phone, uuid());
    if (!confirmed) throw new PhoneFullError();
    this.remember(identityId, confirmed);
    for (const listener of this.confirmedListeners) listener(identityId, confirmed.phoneId);
    return { verified: true, lastTwo: confirmed.lastTwo };
  }

  private async find(identityId: string): Promise<ConfirmedPhone | null> {
    const known = this.known.get(identityId);
    if (known) return known;
    return this.hasNone(identityId) ? null : this.batcher.add(identityId);
  }

  private async read(identityIds: string[]): Promise<(ConfirmedPhone | null)[]> {
    for (const { identityId, phoneId, lastTwo } of await this.readBatch(identityIds)) {
      this.remember(identityId, { phoneId, lastTwo });
    }
    // Where nobody has one at all, ten thousand who vote need not be asked for one by one.
    const askedAt = performance.now();
    const hasAny = this.known.size > 0 || (await this.repository.hasAny().catch(() => true));
    if (!hasAny) this.nobodyUntil = askedAt + noneMs;
    if (this.none.size > keptPeople) this.none.clear();
    return identityIds.map((id) => {
      const phone = this.known.get(id) ?? null;
      if (phone === null) this.none.set(id, performance.now() + noneMs);
      return phone;
    });
  }

  private remember(identityId: string, phone: ConfirmedPhone): void {
    const [oldest] = this.known.keys();
    if (this.known.size >= keptPeople && oldest !== undefined) this.known.delete(oldest);
    this.known.set(identityId, phone);
  }
}
