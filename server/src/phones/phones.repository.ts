import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { profilesPerPhone } from '@sammelan/shared/phones/phones.rules.js';
import { DataSource } from 'typeorm';
import { uuidArray } from '../database/binary-arrays.js';
import { prepared } from '../database/prepared.js';
import type { SealedPhone } from '../vault/vault.js';

/** An identity's confirmed phone. */
export interface ConfirmedPhone {
  phoneId: string;
  lastTwo: string;
}

@Injectable()
export class PhonesRepository {
  private readonly phonesOf: ReturnType<typeof prepared>;

  constructor(@InjectDataSource() private readonly db: DataSource) {
    // Asked for everybody who votes.
    this.phonesOf = prepared(
      db,
      'phones-of',
      `select identity_id as "identityId", phone_id as "phoneId", last_two as "lastTwo"
         from phone_profiles join phones on phones.id = phone_id where identity_id = any($1::uuid[])`,
    );
  }

  /**
   * Stores the number, where it is new, and that this identity is one of its people. Null where there are as many as there
   * may be.
   */
  confirm(identityId: string, phone: SealedPhone, newId: string): Promise<ConfirmedPhone | null> {
    return this.db.transaction(async (tx) => {
      const phoneId = await this.keep(phone, newId, tx);
      const [{ others }] = await tx.query<[{ others: number }]>(
        'select count(*)::int as others from phone_profiles where phone_id = $1 and identity_id <> $2',
        [phoneId, identityId],
      );
      if (others >= profilesPerPhone) return null;
      await tx.query(
        `insert into phone_profiles (identity_id, phone_id) values ($1, $2)
         on conflict (identity_id) do update set phone_id = excluded.phone_id, confirmed_at = now()`,
        [identityId, phoneId],
      );
      return { phoneId, lastTwo: phone.lastTwo };
    });
  }

  /** Stores the number, where it is new; its id. The update that changes nothing locks the row: two of a family take turns. */
  async keep(phone: SealedPhone, newId: string, tx: Pick<DataSource, 'query'> = this.db): Promise<string> {
    const [{ phoneId }] = await tx.query<[{ phoneId: string }]>(
      `insert into phones (id, lookup, sealed, key_id, last_two) values ($1, $2, $3, $4, $5)
       on conflict (lookup) do update set lookup = excluded.lookup
       returning id as "phoneId"`,
      [newId, phone.lookup, phone.sealed, phone.keyId, phone.lastTwo],
    );
    return phoneId;
  }

  /** The phones of those of the identities who confirmed one. */
  of(identityIds: readonly string[]): Promise<(ConfirmedPhone & { identityId: string })[]> {
    return this.phonesOf([uuidArray(identityIds, (id) => id)]);
  }

  /** Whether anybody has confirmed a phone. */
  async hasAny(): Promise<boolean> {
    const rows = await this.db.query<unknown[]>('select from phone_profiles limit 1');
    return rows.length > 0;
  }

  /** Everybody who shares the number. */
  async identitiesOf(phoneId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'select identity_id as id from phone_profiles where phone_id = $1',
      [phoneId],
    );
    return rows.map(({ id }) => id);
  }
}
