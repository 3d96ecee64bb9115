import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { codesPerDevice, codesPerNumber, codeSeconds, codeTries } from '@sammelan/shared/phones/phones.rules.js';
import { DataSource, type EntityManager } from 'typeorm';
import type { SealedPhone } from '../vault/vault.js';

export interface NewCode {
  id: string;
  phone: SealedPhone;
  identityId: string;
  deviceId: string;
  codeHash: Buffer;
}

export type Admission = { verdict: 'ok' } | { verdict: 'wait'; seconds: number } | { verdict: 'spent' };

/** A code that was asked for, with the tries that are left after this one. */
export interface TriedCode {
  codeHash: Buffer;
  left: number;
  phone: SealedPhone;
}

/** How long codes are kept for their limits: a day and a little. */
const keptHours = 25;

@Injectable()
export class CodesRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Stores a code where the limits of its number, its device and the day let it; simultaneous ones take turns. */
  add(code: NewCode, dailyLimit: number): Promise<Admission> {
    return this.db.transaction(async (tx) => {
      await this.lock(tx, [code.phone.lookup.toString('hex'), code.deviceId]);
      const seconds = await this.waitFor(tx, code);
      if (seconds > 0) return { verdict: 'wait', seconds };
      if (!(await this.spend(tx, dailyLimit))) return { verdict: 'spent' };
      const { id, phone, identityId, deviceId, codeHash } = code;
      await tx.query(
        `insert into phone_codes
           (id, lookup, sealed, key_id, last_two, identity_id, device_id, code_hash, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 second')`,
        [id, phone.lookup, phone.sealed, phone.keyId, phone.lastTwo, identityId, deviceId, codeHash, codeSeconds],
      );
      return { verdict: 'ok' };
    });
  }

  /** Counts a try, and gives the code where there was one left: of this identity and device, in time, not used yet. */
  async try(id: string, identityId: string, deviceId: string): Promise<TriedCode | null> {
    const [rows] = await this.db.query<[(SealedPhone & { codeHash: Buffer; tries: number })[], number]>(
      `update phone_codes set tries = tries + 1
        where id = $1 and identity_id = $2 and device_id = $3
          and used_at is null and expires_at > now() and tries < $4
        returning code_hash as "codeHash", tries, lookup, sealed, key_id as "keyId", last_two as "lastTwo"`,
      [id, identityId, deviceId, codeTries],
    );
    const [row] = rows;
    if (!row) return null;
    const { codeHash, tries, ...phone } = row;
    return { codeHash, left: codeTries - tries, phone };
  }

  /** False where it was used before. */
  async use(id: string): Promise<boolean> {
    const [, used] = await this.db.query<[unknown, number]>(
      'update phone_codes set used_at = now() where id = $1 and used_at is null',
      [id],
    );
    return used === 1;
  }

  /** Lets go of what no limit asks for any more. */
  async sweep(): Promise<void> {
    await this.db.query(`delete from phone_codes where sent_at < now() - $1 * interval '1 hour'`, [keptHours]);
    await this.db.query('delete from sms_spending where day < current_date - 90');
  }

  private async lock(tx: EntityManager, names: string[]): Promise<void> {
    // In one order, so that two never wait for each other.
    for (const name of names.sort()) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [name]);
  }

  /** Seconds until the next code may be sent; 0: now. */
  private async waitFor(tx: EntityManager, { phone, deviceId }: NewCode): Promise<number> {
    let seconds = 0;
    for (const [column, value, limits] of [
      ['lookup', phone.lookup, codesPerNumber],
      ['device_id', deviceId, codesPerDevice],
    ] as const) {
      for (const [count, minutes] of [
        [limits.in10Minutes, 10],
        [limits.aDay, 24 * 60],
      ] as const) {
        // The window is full as long as the one `count` places back lies in it.
        const [row] = await tx.query<{ wait: number }[]>(
          `select extract(epoch from sent_at + $2 * interval '1 minute' - clock_timestamp())::float8 as wait
             from phone_codes where ${column} = $1 order by sent_at desc offset $3 limit 1`,
          [value, minutes, count - 1],
        );
        seconds = Math.max(seconds, Math.ceil(row?.wait ?? 0));
      }
    }
    return seconds;
  }

  /** Counts one message of the day's. False where they are spent. */
  private async spend(tx: EntityManager, dailyLimit: number): Promise<boolean> {
    const spent = await tx.query<unknown[]>(
      `insert into sms_spending (day, sent) values (current_date, 1)
       on conflict (day) do update set sent = sms_spending.sent + 1 where sms_spending.sent < $1
       returning sent`,
      [dailyLimit],
    );
    return spent.length === 1;
  }
}
