import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { maxOptions } from './choices.js';
import { Poll } from './poll.entity.js';

export type NewPoll = Omit<
  Poll,
  'number' | 'createdAt' | 'openedAt' | 'closesAt' | 'closedAt' | 'lateMs' | 'unlinkedAt'
>;
export type PollDraft = Omit<NewPoll, 'id' | 'rallyId' | 'state'>;

/** Milliseconds until the timer closes it, by the database's clock; null without timer. */
export interface Timed {
  poll: Poll;
  closesInMs: number | null;
}

/** Votes of one region (exactly this node); `counts` has `maxOptions` places. */
export interface RegionTally {
  regionPath: string;
  voters: number;
  counts: number[];
}

/** Votes of one kind of ballot (index in `ballotKinds`) in a poll, with the database's time. */
export interface KindTally {
  poll: number;
  kind: number;
  voters: number;
  counts: number[];
  at: Date;
}

/** SQL of when a poll closes by itself: when its timer ends, or when the silence begins that it has to keep. */
const closing = (opened: string): string =>
  `least(${opened} + make_interval(secs => p.seconds),
     case when p.voting_intention and o.silence_until > now() then greatest(o.silence_from, now()) end)`;

/** SQL of when it takes no ballots any more. */
const lastBallotAt = `closes_at + make_interval(secs => late_ms / 1000.0)`;

const sums = Array.from({ length: maxOptions }, (_, i) => `coalesce(sum(counts[${i + 1}]), 0)::int`).join(', ');

@Injectable()
export class PollsRepository {
  constructor(@InjectRepository(Poll) private readonly polls: Repository<Poll>) {}

  async find(id: string): Promise<Timed | null> {
    return (await this.timed('p.id = :id', { id }))[0] ?? null;
  }

  /** All polls of a rally, oldest first. */
  ofRally(rallyId: string): Promise<Timed[]> {
    return this.timed('p.rally_id = :rallyId', { rallyId });
  }

  /** Open polls with a timer, of all rallies. */
  openTimed(): Promise<Timed[]> {
    return this.timed(`p.state = 'open' and p.closes_at is not null`);
  }

  async insert(poll: NewPoll): Promise<void> {
    await this.polls.insert(poll);
  }

  /** False where it is no draft any more. */
  async edit(id: string, draft: PollDraft): Promise<boolean> {
    return (await this.polls.update({ id, state: 'draft' }, draft)).affected === 1;
  }

  /** False where it is no draft any more. */
  async discard(id: string): Promise<boolean> {
    return (await this.polls.delete({ id, state: 'draft' })).affected === 1;
  }

  /**
   * Opens a draft; of two simultaneous calls one wins. A poll of voting intention is not opened in the silence, and closes when
   * one begins. False where it was not opened.
   * @param lateMs for how long after its end it is to take ballots of those who are behind
   */
  async open(id: string, lateMs: number): Promise<boolean> {
    const rows: unknown = await this.polls.query(
      `update polls p set state = 'open', opened_at = now(), closes_at = ${closing('now()')}, late_ms = $2
       from rallies r join organisations o on o.id = r.organisation_id
       where p.id = $1 and p.state = 'draft' and r.id = p.rally_id
         and not (p.voting_intention and coalesce(o.silence_from <= now() and now() < o.silence_until, false))
       returning p.id`,
      [id, lateMs],
    );
    return (rows as [unknown[], number])[1] === 1;
  }

  /** Ends an open poll that has not ended yet; ballots are taken for `lateMs` more. False where there was nothing to end. */
  async end(id: string, lateMs: number): Promise<boolean> {
    const rows: unknown = await this.polls.query(
      `update polls set closes_at = clock_timestamp(), late_ms = $2
       where id = $1 and state = 'open' and (closes_at is null or closes_at > clock_timestamp()) returning id`,
      [id, lateMs],
    );
    return (rows as [unknown[], number])[1] === 1;
  }

  /** The silence was moved: open polls of voting intention close when it begins, at once where it has. Gives those polls. */
  async closeBySilence(): Promise<{ id: string; rallyId: string }[]> {
    const rows: unknown = await this.polls.query(
      `update polls p set closes_at = ${closing('p.opened_at')}
       from rallies r join organisations o on o.id = r.organisation_id
       where p.state = 'open' and p.voting_intention and r.id = p.rally_id
       returning p.id, p.rally_id as "rallyId"`,
    );
    return (rows as [{ id: string; rallyId: string }[], number])[0];
  }

  /**
   * Closes an open poll, `onlyDue` if its time is up by the database's clock. Waits for the ballots that are being committed;
   * none can follow. False where it was not open, or not due.
   */
  async close(id: string, onlyDue: boolean): Promise<boolean> {
    const rows: unknown = await this.polls.query(
      `update polls set state = 'closed', closed_at = least(clock_timestamp(), closes_at)
       where id = $1 and state = 'open' ${onlyDue ? `and ${lastBallotAt} <= clock_timestamp()` : ''} returning id`,
      [id],
    );
    return (rows as [unknown[], number])[1] === 1;
  }

  /** Votes by kind of ballot; of polls without any, one row of nothing. */
  async totals(numbers: readonly number[]): Promise<KindTally[]> {
    return this.polls.query(
      `select n.poll, coalesce(kind, 0) as kind, coalesce(sum(voters), 0)::int as voters, array[${sums}] as counts,
         clock_timestamp() as at
       from unnest($1::int[]) as n (poll) left join tallies t on t.poll = n.poll group by n.poll, kind`,
      [numbers],
    );
  }

  /** Votes by region, of the regions that have any; of an unlinked poll by what is left of them. */
  regions({ number, unlinkedAt }: Pick<Poll, 'number' | 'unlinkedAt'>): Promise<RegionTally[]> {
    return this.polls.query(
      unlinkedAt
        ? 'select region_path as "regionPath", voters, counts from unlinked_regions where poll = $1 order by region_path'
        : `select region_path as "regionPath", sum(voters)::int as voters, array[${sums}] as counts
           from tallies where poll = $1 and voters > 0 group by region_path order by region_path`,
      [number],
    );
  }

  /** Ballots of all polls of a rally. */
  async ballotsOfRally(rallyId: string): Promise<number> {
    const [row] = await this.polls.query<{ n: number }[]>(
      'select coalesce(sum(voters), 0)::int as n from tallies where poll in (select number from polls where rally_id = $1)',
      [rallyId],
    );
    return row?.n ?? 0;
  }

  private async timed(where: string, values: Record<string, string> = {}): Promise<Timed[]> {
    const { entities, raw } = await this.polls
      .createQueryBuilder('p')
      .addSelect('extract(epoch from p.closes_at - clock_timestamp()) * 1000', 'left_ms')
      .where(where, values)
      .orderBy({ 'p.createdAt': 'ASC', 'p.number': 'ASC' })
      .getRawAndEntities<{ left_ms: string | null }>();
    return entities.map((poll, index) => {
      const left = raw[index]?.left_ms ?? null;
      return { poll, closesInMs: left === null ? null : Number(left) };
    });
  }
}
