import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { StoredNode } from './attendance-tree.js';
import type { KnownPerson } from './rally-attendance.js';

/** Times as milliseconds before now: the database's clock turns them into points in time. */
export interface SessionRow {
  id: string;
  rallyId: string;
  identityId: string;
  regionPath: string;
  joinedAgoMs: number;
  leftAgoMs: number | null;
}

export interface NodeRow extends StoredNode {
  rallyId: string;
}

export interface SampleRow {
  rallyId: string;
  path: string;
  now: number;
}

export interface ExportedSession {
  viewer: string;
  regionPath: string;
  joinedAt: Date;
  leftAt: Date | null;
  id: string;
  /** `joinedAt` to the microsecond: with the id, where the next page begins. */
  cursor: string;
}

/** A process whose heart did not beat for so long is dead. */
const deadAfter = "interval '5 seconds'";

/** Who is back so soon after their process died, in the same region, never left as far as the sessions tell. */
const backWithin = "interval '60 seconds'";

/** Whose sessions are open though their process is dead ended with its last beat. */
const endOfSession = `coalesce(s.left_at, case when p.beat_at < clock_timestamp() - ${deadAfter} then greatest(s.joined_at, p.beat_at) end)`;

@Injectable()
export class AttendanceRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Writes new and ended sessions, raises peaks and totals, and shows that this process lives. Harmless when repeated. */
  async store(processId: string, sessions: readonly SessionRow[], nodes: readonly NodeRow[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        `insert into attendance_processes (id, beat_at) values ($1, clock_timestamp())
         on conflict (id) do update set beat_at = excluded.beat_at`,
        [processId],
      );
      if (sessions.length) {
        await tx.query(
          `insert into attendance_sessions (id, rally_id, identity_id, region_path, process_id, joined_at, left_at)
           select id, rally, identity, path, $1, now() - joined * interval '1 ms', now() - gone * interval '1 ms'
           from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::float8[])
             as t (id, rally, identity, path, joined, gone)
           on conflict (id) do update set left_at = excluded.left_at`,
          [
            processId,
            sessions.map(({ id }) => id),
            sessions.map(({ rallyId }) => rallyId),
            sessions.map(({ identityId }) => identityId),
            sessions.map(({ regionPath }) => regionPath),
            sessions.map(({ joinedAgoMs }) => joinedAgoMs),
            sessions.map(({ leftAgoMs }) => leftAgoMs),
          ],
        );
      }
      if (nodes.length) {
        await tx.query(
          `insert into attendance_nodes (rally_id, region_path, peak, total)
           select * from unnest($1::uuid[], $2::text[], $3::int[], $4::int[]) order by 1, 2
           on conflict (rally_id, region_path) do update
           set peak = greatest(attendance_nodes.peak, excluded.peak), total = greatest(attendance_nodes.total, excluded.total)`,
          [
            nodes.map(({ rallyId }) => rallyId),
            nodes.map(({ path }) => path),
            nodes.map(({ peak }) => peak),
            nodes.map(({ total }) => total),
          ],
        );
      }
    });
  }

  /** Points of the charts, of nodes that are stored. */
  async sample(samples: readonly SampleRow[]): Promise<void> {
    await this.db.query(
      `insert into attendance_samples (node, at, now)
       select n.id, date_trunc('second', now()), t.now from unnest($1::uuid[], $2::text[], $3::int[]) as t (rally, path, now)
       join attendance_nodes n on n.rally_id = t.rally and n.region_path = t.path
       on conflict (node, at) do update set now = excluded.now`,
      [samples.map(({ rallyId }) => rallyId), samples.map(({ path }) => path), samples.map(({ now }) => now)],
    );
  }

  /**
   * Settles the sessions that dead processes left open. Whoever is back goes on with the one they had; the others' are closed at
   * the last beat once it is sure that they do not come. Charts of their rallies go down to zero there.
   */
  async bury(processId: string): Promise<void> {
    await this.db.query(
      `with dead as (
         select id, beat_at, beat_at < clock_timestamp() - ${backWithin} as is_over
         from attendance_processes where id <> $1 and beat_at < clock_timestamp() - ${deadAfter}
       ), orphan as (
         select s.id, s.rally_id, s.identity_id, s.region_path, s.joined_at, greatest(s.joined_at, dead.beat_at) as ended_at,
           dead.beat_at, dead.is_over
         from dead join attendance_sessions s on s.process_id = dead.id and s.left_at is null
       ), heir as (
         select distinct on (n.id) n.id, o.id as orphan_id, o.joined_at from orphan o cross join lateral (
           select id from attendance_sessions
           where rally_id = o.rally_id and joined_at > o.ended_at and joined_at <= o.ended_at + ${backWithin}
             and identity_id = o.identity_id and region_path = o.region_path
           order by joined_at limit 1
         ) n order by n.id, o.joined_at
       ), continued as (
         update attendance_sessions s set joined_at = heir.joined_at from heir where s.id = heir.id
       ), merged as (
         delete from attendance_sessions where id in (select orphan_id from heir)
       ), closed as (
         update attendance_sessions s set left_at = o.ended_at from orphan o
         where s.id = o.id and o.is_over and not exists (select from heir where orphan_id = o.id)
       ), gone as (
         delete from attendance_processes where id in (select id from dead where is_over)
       ), ended as (
         select rally_id, date_trunc('second', max(beat_at)) + interval '1 second' as at from orphan group by rally_id
       )
       insert into attendance_samples (node, at, now)
       select n.id, ended.at, 0 from ended join attendance_nodes n on n.rally_id = ended.rally_id
       where (select now from attendance_samples x where x.node = n.id order by at desc limit 1) <> 0
       on conflict do nothing`,
      [processId],
    );
  }

  nodes(rallyId: string): Promise<StoredNode[]> {
    return this.db.query('select region_path as path, peak, total from attendance_nodes where rally_id = $1', [
      rallyId,
    ]);
  }

  /** Everybody who was ever there, with the regions they were counted in. */
  people(rallyId: string): Promise<KnownPerson[]> {
    return this.db.query(
      `select identity_id as "identityId", array_agg(distinct region_path) as "regionPaths"
       from attendance_sessions where rally_id = $1 group by identity_id`,
      [rallyId],
    );
  }

  /** The region somebody was last counted in; null where they never were. */
  async lastRegion(rallyId: string, identityId: string): Promise<string | null> {
    const [row] = await this.db.query<{ path: string }[]>(
      `select region_path as path from attendance_sessions where rally_id = $1 and identity_id = $2
       order by joined_at desc limit 1`,
      [rallyId, identityId],
    );
    return row?.path ?? null;
  }

  /** Points of a node's chart, oldest first. */
  samples(rallyId: string, path: string): Promise<{ at: Date; now: number }[]> {
    return this.db.query(
      `select at, now from attendance_samples
       where node = (select id from attendance_nodes where rally_id = $1 and region_path = $2) order by at`,
      [rallyId, path],
    );
  }

  /** Points of several nodes' charts in the last `seconds`, each with the one before, oldest first; by path. */
  async recentSamples(
    rallyId: string,
    paths: readonly string[],
    seconds: number,
  ): Promise<Map<string, { at: Date; now: number }[]>> {
    const rows = await this.db.query<{ path: string; samples: [number, number][] }[]>(
      `select n.region_path as path, json_agg(json_build_array(extract(epoch from s.at) * 1000, s.now) order by s.at) as samples
       from attendance_nodes n
       cross join lateral (
         select at, now from attendance_samples where node = n.id and at > now() - $3 * interval '1 second'
         union all
         (select at, now from attendance_samples where node = n.id and at <= now() - $3 * interval '1 second'
          order by at desc limit 1)
       ) s
       where n.rally_id = $1 and n.region_path = any($2) group by n.region_path`,
      [rallyId, paths, seconds],
    );
    return new Map(rows.map(({ path, samples }) => [path, samples.map(([at, now]) => ({ at: new Date(at), now }))]));
  }

  /**
   * Sessions in the order of joining, `limit` of them after `after`. A viewer's name here says who is who within the rally and
   * nothing else: it is derived from both ids and cannot be turned back.
   */
  sessions(rallyId: string, after: ExportedSession | null, limit: number): Promise<ExportedSession[]> {
    return this.db.query(
      `select left(encode(sha256(convert_to($1::text || s.identity_id, 'UTF8')), 'hex'), 16) as viewer, s.id,
         region_path as "regionPath", joined_at as "joinedAt", joined_at::text as cursor, ${endOfSession} as "leftAt"
       from attendance_sessions s left join attendance_processes p on p.id = s.process_id
       where rally_id = $1::uuid and ($2::timestamptz is null or (joined_at, s.id) > ($2::timestamptz, $3::uuid))
       order by joined_at, s.id limit $4`,
      [rallyId, after?.cursor ?? null, after?.id ?? null, limit],
    );
  }
}
