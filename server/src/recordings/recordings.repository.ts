import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Repository } from 'typeorm';
import { ProgrammeMark } from './programme-mark.entity.js';
import { Recording } from './recording.entity.js';

export type RecordingChange = Partial<Omit<Recording, 'rallyId'>>;

@Injectable()
export class RecordingsRepository {
  constructor(
    @InjectRepository(Recording) private readonly recordings: Repository<Recording>,
    @InjectRepository(ProgrammeMark) private readonly programme: Repository<ProgrammeMark>,
  ) {}

  find(rallyId: string): Promise<Recording | null> {
    return this.recordings.findOneBy({ rallyId });
  }

  /** The row of a recording, made where it is missing. */
  async begin(rallyId: string, deleteOn: Date | null): Promise<Recording> {
    await this.recordings.createQueryBuilder().insert().values({ rallyId, deleteOn }).orIgnore().execute();
    return this.recordings.findOneByOrFail({ rallyId });
  }

  async change(rallyId: string, change: RecordingChange): Promise<void> {
    await this.recordings.update({ rallyId }, change);
  }

  /** Those that have not been put in order. */
  unfinished(): Promise<Recording[]> {
    return this.recordings.findBy({ endedAt: IsNull(), deletedAt: IsNull() });
  }

  /** Those to be deleted before `by`. */
  dueBefore(by: Date): Promise<Recording[]> {
    return this.recordings.findBy({ deleteOn: LessThan(by), deletedAt: IsNull() });
  }

  /** Rallies of these that have a row. */
  async known(rallyIds: readonly string[]): Promise<Set<string>> {
    const sql = 'select rally_id as id from recordings where rally_id = any($1::uuid[])';
    const rows = await this.recordings.query<{ id: string }[]>(sql, [rallyIds]);
    return new Set(rows.map(({ id }) => id));
  }

  async mark(mark: ProgrammeMark): Promise<void> {
    await this.programme.createQueryBuilder().insert().values(mark).orIgnore().execute();
  }

  marks(rallyId: string): Promise<ProgrammeMark[]> {
    return this.programme.find({ where: { rallyId }, order: { at: 'ASC' } });
  }
}
