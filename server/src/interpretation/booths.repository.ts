import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { StoredBooth } from './booth.entity.js';

@Injectable()
export class BoothsRepository {
  constructor(@InjectRepository(StoredBooth) private readonly booths: Repository<StoredBooth>) {}

  /** Of all rallies. */
  all(): Promise<StoredBooth[]> {
    return this.booths.find();
  }

  async save(booths: readonly StoredBooth[]): Promise<void> {
    await this.booths.upsert([...booths], ['rallyId', 'language']);
  }
}
