import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Silence } from './silence-book.js';

/** A mute that a rule gave, with what is left of it. */
export interface RuleMute {
  rallyId: string;
  identityId: string;
  leftMs: number;
}

/** Whom a moderator acts on, as they are stored. */
export type SilencedPerson = Pick<Silence, 'rallyId' | 'identityId' | 'name' | 'regionPath' | 'deviceIds' | 'phoneIds'>;

type Row = Omit<Silence, 'mutedUntil'> & { mutedLeftMs: number | null };

/**
 * Times are the database's: a mute comes back as what is left of it, so that a server whose clock is off ends it in time.
 */
const columns = `
  rally_id as "rallyId", identity_id as "identityId", name, region_path as "regionPath", device_ids as "deviceIds",
  banned_at is not null as banned, phone_ids as "phoneIds", reason, appeal,
  case when muted_until = 'infinity' then 'Infinity'::float8
       when muted_until > now() then extract(epoch from muted_until - now())::float8 * 1000 end as "mutedLeftMs"`;

const person = `
  insert into silences (rally_id, identity_id, name, region_path, device_ids, phone_ids)
  values ($1, $2, $3, $4, $5::uuid[], $6::uuid[])
  on conflict (rally_id, identity_id) do update set
    name = coalesce(excluded.name, silences.name),
    region_path = coalesce(excluded.region_path, silences.region_path),
    device_ids = array(select distinct unnest(silences.device_ids || excluded.device_ids)),
    phone_ids = array(select distinct unnest(silences.phone_ids || excluded.phone_ids))`;

@Injectable()
export class ModerationRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async inForce(): Promise<Silence[]> {
    const rows = await this.db.query<Row[]>(
      `select ${columns} from silences where banned_at is not null or muted_until > now()`,
    );
    return rows.map(toSilence);
  }

  ruleMutes(): Promise<RuleMute[]> {
    return this.db.query(
      `select rally_id as "rallyId", identity_id as "identityId",
              extract(epoch from muted_until - now())::float8 * 1000 as "leftMs"
       from rule_mutes where muted_until > now()`,
    );
  }

  /** Stores mutes that rules gave; each is for `leftMs` from now. Those that are over are let go with them. */
  async muteByRule(mutes: RuleMute[]): Promise<void> {
    // Of one person twice in a batch the longer one counts: a row cannot be written twice by one statement.
    await this.db.query(
      `with over as (delete from rule_mutes where muted_until < now() - interval '1 hour')
       insert into rule_mutes (rally_id, identity_id, muted_until)
       select rally, identity, now() + max(ms) * interval '1 millisecond'
         from unnest($1::uuid[], $2::uuid[], $3::float8[]) t(rally, identity, ms) group by rally, identity
       on conflict (rally_id, identity_id) do update set muted_until = excluded.muted_until`,
      [
        mutes.map(({ rallyId }) => rallyId),
        mutes.map(({ identityId }) => identityId),
        mutes.map(({ leftMs }) => leftMs),
      ],
    );
  }

  async forgetRuleMute(rallyId: string, identityId: string): Promise<void> {
    await this.db.query('delete from rule_mutes where rally_id = $1 and identity_id = $2', [rallyId, identityId]);
  }

  /** @param minutes null: to the rally's end; 0: no longer muted */
  mute(whom: SilencedPerson, minutes: number | null): Promise<Silence> {
    const until = `case when $3::float8 is null then 'infinity'::timestamptz
                        when $3 > 0 then now() + $3 * interval '1 minute' end`;
    return this.change(whom, `muted_until = ${until}`, [minutes]);
  }

  ban(whom: SilencedPerson, reason: string | null): Promise<Silence> {
    return this.change(whom, 'banned_at = now(), reason = $3', [reason]);
  }

  unban(whom: SilencedPerson): Promise<Silence> {
    return this.change(
      whom,
      `banned_at = null, reason = null, device_ids = '{}', phone_ids = '{}', appeal = null, appealed_at = null`,
      [],
    );
  }

  /** Null where they have appealed already, or are banned no more. */
  async appeal({ rallyId, identityId }: Silence, text: string): Promise<Silence | null> {
    const [rows] = await this.db.query<[Row[], number]>(
      `update silences set appeal = $3, appealed_at = now()
       where rally_id = $1 and identity_id = $2 and banned_at is not null and appeal is null returning ${columns}`,
      [rallyId, identityId, text],
    );
    return rows[0] ? toSilence(rows[0]) : null;
  }

  /**
   * Deletes who was muted or banned in rallies that ended so many days ago, with devices, phones, reasons and appeals, and who
   * reported what there. Gives the rallies.
   */
  async forgetOlder(days: number): Promise<string[]> {
    const rows = await this.db.query<{ rallyId: string }[]>(
      `with over as (
         select id from rallies where state in ('ended', 'archived') and ended_at < now() - $1 * interval '1 day'
       ), silenced as (
         delete from silences where rally_id in (select id from over) returning rally_id
       ), muted as (
         delete from rule_mutes where rally_id in (select id from over) returning rally_id
       ), reported as (
         delete from message_reports where rally_id in (select id from over) returning rally_id
       )
       select rally_id as "rallyId" from silenced union select rally_id from muted union select rally_id from reported`,
      [days],
    );
    return rows.map(({ rallyId }) => rallyId);
  }

  private async change(whom: SilencedPerson, change: string, values: unknown[]): Promise<Silence> {
    const { rallyId, identityId, name, regionPath, deviceIds, phoneIds } = whom;
    return this.db.transaction(async (tx) => {
      await tx.query(person, [rallyId, identityId, name, regionPath, deviceIds, phoneIds]);
      const sql = `update silences set ${change}
                   where rally_id = $1 and identity_id = $2 returning ${columns}`;
      const [rows] = await tx.query<[Row[], number]>(sql, [rallyId, identityId, ...values]);
      return toSilence(rows[0] as Row);
    });
  }
}

const toSilence = ({ mutedLeftMs, ...row }: Row): Silence => ({
  ...row,
  mutedUntil: mutedLeftMs === null ? null : Date.now() + mutedLeftMs,
});
