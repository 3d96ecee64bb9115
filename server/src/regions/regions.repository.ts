import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Region } from './region.entity.js';

@Injectable()
export class RegionsRepository {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The whole tree, parents before their children. */
  all(organisationId: string): Promise<Region[]> {
    return this.db.getRepository(Region).find({ where: { organisationId }, order: { level: 'ASC', code: 'ASC' } });
  }
}
