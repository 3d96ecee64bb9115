import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Two tabs that renew at once, or an answer that was lost, must not look like a thief. */
const graceSeconds = 60;

export interface Turn {
  sessionId: string;
  identityId: string;
  deviceId: string;
  /** The renewal that was presented, and the one to give for it. */
  presented: string;
  next: string;
}

export interface KeptSession {
  sessionId: string;
  identityId: string;
  deviceId: string;
  browser: string;
}

export interface SessionRow {
  id: string;
  browser: string;
  createdAt: Date;
  seenAt: Date;
}

@Injectable()
export class SessionsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Takes a renewal in for the next one, and gives the one that counts from here on. The one before the last is still good
   * as long as nobody used the last, since answers get lost; an older one ends the session (null): two hold it.
   */
  async turn({ sessionId, identityId, deviceId, presented, next }: Turn): Promise<string | null> {
    const [row] = await this.db.query<[{ current: string; ended: boolean }]>(
      `insert into sessions as s (id, identity_id, device_id, previous_renewal, current_renewal)
       values ($1, $2, $3, $4, $5)
       on conflict (id) do update set
         previous_renewal = case when s.current_renewal = $4 or s.current_renewal is null then $4
                                 else s.previous_renewal end,
         current_renewal = case when s.current_renewal = $4 or s.current_renewal is null then $5
                                when s.previous_renewal = $4 and s.renewed_at < now() - $6 * interval '1 second' then $5
                                else s.current_renewal end,
         renewed_at = case when s.previous_renewal = $4 and s.current_renewal <> $4 then s.renewed_at else now() end,
         revoked_at = case when s.current_renewal is null or $4 in (s.current_renewal, s.previous_renewal)
                           then s.revoked_at else coalesce(s.revoked_at, now()) end
       returning current_renewal as current, revoked_at is not null as ended`,
      [sessionId, identityId, deviceId, presented, next, graceSeconds],
    );
    return row.ended ? null : row.current;
  }

  /** Keeps a session of an account; one that has a row already gets its browser. */
  async keep({ sessionId, identityId, deviceId, browser }: KeptSession): Promise<void> {
    await this.db.query(
      `insert into sessions (id, identity_id, device_id, browser) values ($1, $2, $3, $4)
       on conflict (id) do update set browser = excluded.browser`,
      [sessionId, identityId, deviceId, browser],
    );
  }

  /** Every session of an account, ended or not: who has one is good only in those that are in force. */
  kept(): Promise<{ id: string; identityId: string; ended: boolean }[]> {
    return this.db.query(
      `select id, identity_id as "identityId", revoked_at is not null as ended from sessions where browser is not null`,
    );
  }

  /** An account's sessions in force, the one used last first. */
  of(identityId: string): Promise<SessionRow[]> {
    return this.db.query(
      `select id, browser, created_at as "createdAt", renewed_at as "seenAt" from sessions
        where identity_id = $1 and browser is not null and revoked_at is null order by renewed_at desc`,
      [identityId],
    );
  }

  async seen(sessionId: string): Promise<void> {
    await this.db.query('update sessions set renewed_at = now() where id = $1', [sessionId]);
  }

  async end(sessionIds: readonly string[]): Promise<void> {
    await this.db.query('update sessions set revoked_at = now() where id = any($1::uuid[]) and revoked_at is null', [
      [...sessionIds],
    ]);
  }

  /** Lets go of what nobody can renew any more; an account's stay, for its tokens are good in listed ones only. */
  async sweep(days: number): Promise<void> {
    await this.db.query(`delete from sessions where browser is null and renewed_at < now() - $1 * interval '1 day'`, [
      days,
    ]);
  }

  /** Sessions that were ended less than `hours` ago. */
  async endedWithin(hours: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from sessions where revoked_at > now() - $1 * interval '1 hour'`,
      [hours],
    );
    return rows.map(({ id }) => id);
  }
}
