import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { PushTarget } from './push-target.entity.js';

@Injectable()
export class PushTargetsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  list(rallyId: string): Promise<PushTarget[]> {
    return this.targets.find({ where: { rallyId }, order: { createdAt: 'ASC' } });
  }

  wanted(): Promise<PushTarget[]> {
    return this.targets.findBy({ wanted: true });
  }

  find(id: string): Promise<PushTarget | null> {
    return this.targets.findOneBy({ id });
  }

  /** Stores it, unless its rally has `most` already. @returns whether it did */
  insert(target: PushTarget, most: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      // One after the other for each rally: two that come at once are not both the last.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`push targets ${target.rallyId}`]);
      if ((await tx.countBy(PushTarget, { rallyId: target.rallyId })) >= most) return false;
      await tx.insert(PushTarget, target);
      return true;
    });
  }

  async setWanted(id: string, wanted: boolean): Promise<void> {
    await this.targets.update({ id }, { wanted });
  }

  async delete(id: string): Promise<void> {
    await this.targets.delete({ id });
  }

  private get targets() {
    return this.db.getRepository(PushTarget);
  }
}
