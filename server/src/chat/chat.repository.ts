import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { And, Between, DataSource, In, IsNull, LessThan, MoreThan, MoreThanOrEqual, Not } from 'typeorm';
import { ChatMessage } from './chat-message.entity.js';
import { ChatRoomRow } from './chat-room.entity.js';
import { ChatSettingsRow } from './chat-settings.entity.js';

export type NewMessage = Pick<
  ChatMessage,
  | 'id'
  | 'rallyId'
  | 'roomKey'
  | 'authorId'
  | 'deviceId'
  | 'clientId'
  | 'authorName'
  | 'authorRole'
  | 'regionPath'
  | 'text'
>;

/** How much somebody wrote, and how much of it was removed. */
export interface Doings {
  messages: number;
  removed: number;
}

interface PostedRow {
  n: string;
  id: string;
  seq: string;
  at: Date;
}

/**
 * One statement, one commit, any number of messages and rooms. The rooms' rows give out the sequence numbers and are locked
 * until the commit, so that numbers are given in the order in which they become visible, by however many processes. What
 * was posted before under its client id is found, not posted again; should another process post it at this very moment, the
 * unique constraint refuses the whole batch, and the next try finds it.
 */
const post = `
  with incoming as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
                         $9::text[], $10::text[])
      with ordinality as t(id, rally_id, room_key, author_id, device_id, client_id, author_name, author_role,
                           region_path, text, n)
  ), known as (
    select i.n, m.id, m.seq, m.at
    from incoming i
    join chat_messages m on m.rally_id = i.rally_id and m.author_id = i.author_id and m.client_id = i.client_id
  ), fresh as (
    select i.*, row_number() over (partition by i.rally_id, i.room_key order by i.n) as place
    from incoming i
    where not exists (select from known k where k.n = i.n)
  ), counted as (
    update chat_rooms r set last_seq = r.last_seq + c.messages
    from (select rally_id, room_key, count(*) as messages from fresh group by rally_id, room_key) c
    where r.rally_id = c.rally_id and r.key = c.room_key
    returning r.rally_id, r.key, r.last_seq - c.messages as base
  ), posted as (
    insert into chat_messages (id, rally_id, room_key, seq, author_id, device_id, client_id, author_name, author_role,
                               region_path, text)
    select f.id, f.rally_id, f.room_key, c.base + f.place, f.author_id, f.device_id, f.client_id, f.author_name,
           f.author_role, f.region_path, f.text
    from fresh f
    join counted c on c.rally_id = f.rally_id and c.key = f.room_key
    returning id, seq, at
  )
  select f.n, p.id, p.seq, p.at from posted p join fresh f on f.id = p.id
  union all
  select n, id, seq, at from known
  order by n`;

@Injectable()
export class ChatRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Stores the messages; gives each as it is stored, under another id where it was posted before. Harmless when repeated. */
  async post(messages: NewMessage[]): Promise<ChatMessage[]> {
    const column = <K extends keyof NewMessage>(key: K) => messages.map((message) => message[key]);
    const rows = await this.db.query<PostedRow[]>(post, [
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
    ]);
    if (rows.length !== messages.length) throw new Error('a message was posted to a room that does not exist');
    const stored = rows.map(({ seq, at }, index): ChatMessage => {
      const message = messages[index] as NewMessage;
      return { ...message, seq: Number(seq), at, removedAt: null, removedBy: null };
    });
    const known = rows.filter(({ id }, index) => id !== messages[index]?.id).map(({ id }) => id);
    if (known.length === 0) return stored;
    const before = new Map((await this.byIds(known)).map((message) => [message.id, message]));
    return rows.map(({ id }, index) => before.get(id) ?? (stored[index] as ChatMessage));
  }

  byIds(ids: string[]): Promise<ChatMessage[]> {
    return this.db.getRepository(ChatMessage).findBy({ id: In(ids) });
  }

  /** The room's row, made where it is missing. */
  async room(rallyId: string, key: string): Promise<ChatRoomRow> {
    const rooms = this.db.getRepository(ChatRoomRow);
    const found = await rooms.findOneBy({ rallyId, key });
    if (found) return found;
    await rooms.createQueryBuilder().insert().values({ rallyId, key, pinnedId: null }).orIgnore().execute();
    return rooms.findOneByOrFail({ rallyId, key });
  }

  /** Rooms of a rally that have messages. */
  rooms(rallyId: string): Promise<ChatRoomRow[]> {
    return this.db.getRepository(ChatRoomRow).find({ where: { rallyId, lastSeq: MoreThan(0) }, order: { key: 'ASC' } });
  }

  /** The last messages before `beforeSeq`, ascending. */
  async before(rallyId: string, roomKey: string, beforeSeq: number, limit: number): Promise<ChatMessage[]> {
    const where = { rallyId, roomKey, seq: LessThan(beforeSeq) };
    const found = await this.db.getRepository(ChatMessage).find({ where, order: { seq: 'DESC' }, take: limit });
    return found.reverse();
  }

  /** The messages from one sequence number to another, both included, ascending. */
  between(rallyId: string, roomKey: string, fromSeq: number, toSeq: number): Promise<ChatMessage[]> {
    const where = { rallyId, roomKey, seq: Between(fromSeq, toSeq) };
    return this.db.getRepository(ChatMessage).find({ where, order: { seq: 'ASC' } });
  }

  /** What somebody wrote last in a rally. */
  lastOf(rallyId: string, authorId: string): Promise<ChatMessage | null> {
    return this.db.getRepository(ChatMessage).findOne({ where: { rallyId, authorId }, order: { at: 'DESC' } });
  }

  /** What stands of a room's messages of a stretch of time, ascending. */
  during(rallyId: string, roomKey: string, from: Date, to: Date, limit: number): Promise<ChatMessage[]> {
    const where = { rallyId, roomKey, at: And(MoreThanOrEqual(from), LessThan(to)), removedAt: IsNull() };
    return this.db.getRepository(ChatMessage).find({ where, order: { at: 'ASC', seq: 'ASC' }, take: limit });
  }

  /** What each wrote last in a rally within this time, removed or not; by the database's clock. */
  lastTurns(rallyId: string, withinMs: number): Promise<{ authorId: string; clientId: string; agoMs: number }[]> {
    return this.db.query(
      `select distinct on (author_id) author_id as "authorId", client_id as "clientId",
              extract(epoch from now() - at)::float8 * 1000 as "agoMs"
         from chat_messages where rally_id = $1 and at > now() - $2 * interval '1 millisecond'
        order by author_id, at desc`,
      [rallyId, withinMs],
    );
  }

  lastIn(rallyId: string, limit: number): Promise<ChatMessage[]> {
    const where = { rallyId, removedAt: IsNull() };
    return this.db.getRepository(ChatMessage).find({ where, order: { at: 'DESC' }, take: limit });
  }

  lastOfAuthor(rallyId: string, authorId: string, limit: number): Promise<ChatMessage[]> {
    const where = { rallyId, authorId };
    return this.db.getRepository(ChatMessage).find({ where, order: { at: 'DESC' }, take: limit });
  }

  async doingsOf(rallyId: string, authorId: string): Promise<Doings> {
    const [row] = await this.db.query<Doings[]>(
      `select count(*)::int as messages, count(removed_at)::int as removed
       from chat_messages where rally_id = $1 and author_id = $2`,
      [rallyId, authorId],
    );
    return row as Doings;
  }

  /** Messages of a rally that were let stand. */
  countOf(rallyId: string): Promise<number> {
    return this.db.getRepository(ChatMessage).countBy({ rallyId, removedAt: IsNull() });
  }

  /** Ids of the messages somebody wrote in a rally that are not removed. */
  async idsOf(rallyId: string, authorId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'select id from chat_messages where rally_id = $1 and author_id = $2 and removed_at is null',
      [rallyId, authorId],
    );
    return rows.map(({ id }) => id);
  }

  /** The messages of a room that were removed last. */
  removals(rallyId: string, roomKey: string, limit: number): Promise<Pick<ChatMessage, 'id' | 'seq'>[]> {
    return this.db.getRepository(ChatMessage).find({
      select: { id: true, seq: true },
      where: { rallyId, roomKey, removedAt: Not(IsNull()) },
      order: { removedAt: 'DESC' },
      take: limit,
    });
  }

  /** Empties the messages, and takes the pin from rooms that showed one of them. */
  async remove(ids: string[], by: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        `update chat_messages set text = '', removed_at = now(), removed_by = $2
         where id = any($1::uuid[]) and removed_at is null`,
        [ids, by],
      );
      await tx.query('update chat_rooms set pinned_id = null where pinned_id = any($1::uuid[])', [ids]);
    });
  }

  async pin(rallyId: string, key: string, messageId: string | null): Promise<void> {
    await this.db.getRepository(ChatRoomRow).update({ rallyId, key }, { pinnedId: messageId });
  }

  settings(rallyId: string): Promise<ChatSettingsRow | null> {
    return this.db.getRepository(ChatSettingsRow).findOneBy({ rallyId });
  }

  async saveSettings(settings: ChatSettingsRow): Promise<void> {
    await this.db.getRepository(ChatSettingsRow).upsert(settings, ['rallyId']);
  }
}
