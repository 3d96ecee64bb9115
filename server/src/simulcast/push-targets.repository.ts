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

  async insert(target: PushTarget): Promise<void> {
    await this.targets.insert(target);
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
