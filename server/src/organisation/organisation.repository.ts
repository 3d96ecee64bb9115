import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Organisation } from './organisation.entity.js';

@Injectable()
export class OrganisationRepository {
  constructor(@InjectRepository(Organisation) private readonly organisations: Repository<Organisation>) {}

  /** The oldest, should there ever be two. */
  async first(): Promise<Organisation | null> {
    return (await this.organisations.find({ order: { createdAt: 'ASC' }, take: 1 }))[0] ?? null;
  }

  async insert(organisation: Omit<Organisation, 'createdAt'>): Promise<void> {
    await this.organisations.insert(organisation);
  }

  async update(id: string, change: Partial<Omit<Organisation, 'id' | 'createdAt'>>): Promise<void> {
    await this.organisations.update({ id }, change);
  }
}
