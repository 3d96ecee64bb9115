import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import { claimSeconds, type HeldReason } from '@sammelan/shared/moderation/hold.dto.js';
import { DataSource } from 'typeorm';

/** A message that waits, or waited, for a moderator; with what it needs to be posted. */
export interface HeldMessage {
  id: string;
  rallyId: string;
  roomKey: string;
  authorId: string;
  deviceId: string;
  clientId: string;
  authorName: string | null;
  authorRole: Role | null;
  regionPath: string | null;
  text: string;
  reasons: HeldReason[];
  heldAt: Date;
}

/** Whose messages a moderator may decide on: of these subtrees; with `whole`, everybody's. */
export interface Reach {
  rallyId: string;
  whole: boolean;
  paths: string[];
}

const columns = `
  id, rally_id as "rallyId", room_key as "roomKey", author_id as "authorId", device_id as "deviceId",
  client_id as "clientId", author_name as "authorName", author_role as "authorRole", region_path as "regionPath",
  text, reasons, held_at as "heldAt"`;

/** The caller's part of what waits; $1 rally, $2 whole, $3 paths. */
const within = `rally_id = $1 and decided_at is null
  and ($2 or exists (select from unnest($3::text[]) path where starts_with(region_path, path)))`;

/** Moderators look back at what was decided for so long; then its text is let go. */
const keptDays = 7;
/** What nobody has decided on for so long, nobody will: the rally is long over. */
const forgottenDays = 30;

const claimFor = `now() + interval '${claimSeconds} seconds'`;

@Injectable()
export class HeldRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Stores the messages; what is held already under its client id is not held twice. */
  async insert(messages: Omit<HeldMessage, 'heldAt'>[]): Promise<HeldMessage[]> {
    const column = <K extends keyof Omit<HeldMessage, 'heldAt'>>(key: K) => messages.map((message) => message[key]);
    await this.db.query(
      `insert into held_messages (id, rally_id, room_key, author_id, device_id, client_id, author_name, author_role,
                                  region_path, text, reasons)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
                            $8::text[], $9::text[], $10::text[], $11::jsonb[])
       on conflict (rally_id, author_id, client_id) do nothing`,
      [
        column('id'),
        column('rallyId'),
        column('roomKey'),
        column('authorId'),
        column('deviceId'),
        column('clientId'),
        column('authorName'),
        column('authorRole'),
        column('regionPath'),
        column('text'),
        messages.map(({ reasons }) => JSON.stringify(reasons)),
      ],
    );
    const stored = await this.db.query<HeldMessage[]>(
      `select ${columns} from held_messages
       where (rally_id, author_id, client_id) in (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]))`,
      [column('rallyId'), column('authorId'), column('clientId')],
    );
    const byKey = new Map(stored.map((one) => [`${one.rallyId} ${one.authorId} ${one.clientId}`, one]));
    return messages.map((one) => byKey.get(`${one.rallyId} ${one.authorId} ${one.clientId}`) as HeldMessage);
  }

  /** Everything that waits, in all rallies, the oldest first. */
  undecided(): Promise<HeldMessage[]> {
    return this.db.query(`select ${columns} from held_messages where decided_at is null order by held_at`);
  }

  async counts({ rallyId, whole, paths }: Reach, by: string): Promise<{ waiting: number; withOthers: number }> {
    const [row] = await this.db.query<{ waiting: number; withOthers: number }[]>(
      `select count(*)::int as waiting,
              count(*) filter (where claimed_until > now() and claimed_by <> $4)::int as "withOthers"
       from held_messages where ${within}`,
      [rallyId, whole, paths, by],
    );
    return row as { waiting: number; withOthers: number };
  }

  /** What a moderator has in hand, the oldest first. */
  mine({ rallyId, whole, paths }: Reach, by: string): Promise<HeldMessage[]> {
    return this.db.query(
      `select ${columns} from held_messages where ${within} and claimed_by = $4 and claimed_until > now()
       order by held_at`,
      [rallyId, whole, paths, by],
    );
  }

  /** Prolongs what the moderator has in hand and takes the oldest that nobody has, up to `count` in all. */
  async claim({ rallyId, whole, paths }: Reach, by: string, count: number): Promise<void> {
    await this.db.query(
      `update held_messages set claimed_by = $4, claimed_until = ${claimFor}
       where id in (
         select id from held_messages
         where ${within} and (claimed_until is null or claimed_until <= now() or claimed_by = $4)
         order by (claimed_by is not distinct from $4 and claimed_until > now()) desc, held_at
         limit $5
         for update skip locked)`,
      [rallyId, whole, paths, by, count],
    );
  }

  async release(rallyId: string, by: string): Promise<void> {
    await this.db.query(
      `update held_messages set claimed_by = null, claimed_until = null
       where rally_id = $1 and claimed_by = $2 and decided_at is null`,
      [rallyId, by],
    );
  }

  /** Marks them decided; gives those that were not decided before. */
  async decide(ids: string[], approved: boolean, by: string): Promise<string[]> {
    const [rows] = await this.db.query<[{ id: string }[], number]>(
      `update held_messages set decided_at = now(), decided_by = $2, approved = $3
       where id = any($1::uuid[]) and decided_at is null returning id`,
      [ids, by, approved],
    );
    return rows.map(({ id }) => id);
  }

  /** Denies everything that somebody has waiting. */
  async denyAllOf(rallyId: string, authorId: string, by: string): Promise<void> {
    await this.db.query(
      `update held_messages set decided_at = now(), decided_by = $3, approved = false
       where rally_id = $1 and author_id = $2 and decided_at is null`,
      [rallyId, authorId, by],
    );
  }

  /** Whether a moderator has let this message stand before. */
  async wasApproved(id: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>('select from held_messages where id = $1 and approved', [id]);
    return rows.length > 0;
  }

  /** Held and denied messages of somebody, the newest first. */
  ofAuthor(
    rallyId: string,
    authorId: string,
  ): Promise<{ id: string; text: string; heldAt: Date; approved: boolean | null }[]> {
    return this.db.query(
      `select id, text, held_at as "heldAt", approved from held_messages
       where rally_id = $1 and author_id = $2 and text <> '' order by held_at desc limit 100`,
      [rallyId, authorId],
    );
  }

  /** Stores a report, once per person; gives how many people have reported the message, and why. */
  async report(
    { id, rallyId, authorId }: Pick<HeldMessage, 'id' | 'rallyId' | 'authorId'>,
    reporterId: string,
    reason: string,
  ): Promise<{ reporters: number; reasons: string[] }> {
    await this.db.query(
      `insert into message_reports (message_id, reporter_id, rally_id, author_id, reason)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [id, reporterId, rallyId, authorId, reason],
    );
    const reports = await this.db.query<{ reason: string }[]>(
      'select reason from message_reports where message_id = $1',
      [id],
    );
    return { reporters: reports.length, reasons: [...new Set(reports.map((one) => one.reason))].sort() };
  }

  async reportersOf(rallyId: string, authorId: string): Promise<number> {
    const [row] = await this.db.query<{ n: number }[]>(
      'select count(distinct reporter_id)::int as n from message_reports where rally_id = $1 and author_id = $2',
      [rallyId, authorId],
    );
    return row?.n ?? 0;
  }

  /** Empties the texts that nobody needs any more. Gives the undecided ones that were given up. */
  async sweep(): Promise<string[]> {
    const [given] = await this.db.query<[{ id: string }[], number]>(
      `update held_messages set decided_at = now(), approved = false
       where decided_at is null and held_at < now() - interval '${forgottenDays} days' returning id`,
    );
    await this.db.query(
      `update held_messages set text = '', reasons = '[]'
       where text <> '' and (decided_at < now() - interval '${keptDays} days' or held_at < now() - interval '${forgottenDays} days')`,
    );
    return given.map(({ id }) => id);
  }
}
