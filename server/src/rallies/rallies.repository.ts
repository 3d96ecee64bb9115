import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { RallyState } from '@sammelan/shared/rallies/rallies.rules.js';
import { In, IsNull, QueryFailedError, Repository } from 'typeorm';
import { Rally } from './rally.entity.js';

@Injectable()
export class RalliesRepository {
  constructor(@InjectRepository(Rally) private readonly rallies: Repository<Rally>) {}

  find(id: string): Promise<Rally | null> {
    return this.rallies.findOneBy({ id });
  }

  findBySlug(slug: string): Promise<Rally | null> {
    return this.rallies.findOneBy({ slug });
  }

  list(organisationId: string, states: readonly RallyState[]): Promise<Rally[]> {
    return this.rallies.find({
      where: { organisationId, state: In([...states]) },
      order: { startsAt: 'DESC', createdAt: 'DESC' },
      take: 500,
    });
  }

  /** Ended, and its figures not stored. */
  uncounted(organisationId: string): Promise<Rally[]> {
    return this.rallies.findBy({ organisationId, state: 'ended', figures: IsNull() });
  }

  /** Every path that a rally is for. */
  async regionPaths(): Promise<string[]> {
    const rows = await this.rallies.query<{ path: string }[]>('select distinct region_path as path from rallies');
    return rows.map(({ path }) => path);
  }

  /** Writes another path to the rallies that are for `from`; gives their ids. */
  async relocate(from: string, to: string): Promise<string[]> {
    const sql = 'update rallies set region_path = $2 where region_path = $1 returning id';
    const [rows] = await this.rallies.query<[{ id: string }[], number]>(sql, [from, to]);
    return rows.map(({ id }) => id);
  }

  /** False where the slug is taken. */
  insert(rally: Omit<Rally, 'createdAt'>): Promise<boolean> {
    return unlessDuplicate(() => this.rallies.insert(rally));
  }

  /** False where the new slug is taken. */
  update(id: string, change: Partial<Omit<Rally, 'id'>>): Promise<boolean> {
    return unlessDuplicate(() => this.rallies.update({ id }, change));
  }

  /** Moves the rally only if it still is in `from`: of two simultaneous moves one wins. */
  async move(id: string, from: RallyState, to: RallyState): Promise<boolean> {
    const times = {
      ...(to === 'live' ? { liveAt: () => 'coalesce(live_at, now())' } : {}),
      ...(to === 'ended' ? { endedAt: () => 'coalesce(ended_at, now())' } : {}),
    };
    return (await this.rallies.update({ id, state: from }, { state: to, ...times })).affected === 1;
  }
}

const uniqueViolation = '23505';

async function unlessDuplicate(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === uniqueViolation)
      return false;
    throw error;
  }
}
