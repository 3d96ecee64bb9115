import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { StreamKey } from './stream-key.entity.js';

@Injectable()
export class StreamKeysRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** A rally's keys that count, oldest first. */
  list(rallyId: string): Promise<StreamKey[]> {
    return this.keys.find({ where: { rallyId, revokedAt: IsNull() }, order: { createdAt: 'ASC' } });
  }

  find(id: string): Promise<StreamKey | null> {
    return this.keys.findOneBy({ id, revokedAt: IsNull() });
  }

  findByHash(hash: Buffer): Promise<StreamKey | null> {
    return this.keys.findOneBy({ hash, revokedAt: IsNull() });
  }

  /** Whether a role was given for a key's sake. */
  holdsGrant(grantId: string): Promise<boolean> {
    return this.keys.existsBy({ grantId, revokedAt: IsNull() });
  }

  /** Stores it, unless its rally has `most` already. @returns whether it did */
  insert(key: StreamKey, most: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      // One after the other for each rally: two that come at once are not both the last.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`stream keys ${key.rallyId}`]);
      if ((await tx.countBy(StreamKey, { rallyId: key.rallyId, revokedAt: IsNull() })) >= most) return false;
      await tx.insert(StreamKey, key);
      return true;
    });
  }

  async update(id: string, change: Partial<Omit<StreamKey, 'id'>>): Promise<void> {
    await this.keys.update({ id }, change);
  }

  private get keys() {
    return this.db.getRepository(StreamKey);
  }
}
