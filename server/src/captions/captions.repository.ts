import { Injectable } from '@nestjs/common';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { CaptionKey } from './caption-key.entity.js';
import { CaptionLine } from './caption-line.entity.js';
import { CaptionsOff } from './captions-off.entity.js';

@Injectable()
export class CaptionsRepository {
  constructor(
    @InjectRepository(CaptionLine) private readonly lines: Repository<CaptionLine>,
    @InjectRepository(CaptionKey) private readonly keys: Repository<CaptionKey>,
    @InjectRepository(CaptionsOff) private readonly off: Repository<CaptionsOff>,
  ) {}

  /** Every line of a rally, also those taken down, in the order of the stage's time. */
  ofRally(rallyId: string): Promise<CaptionLine[]> {
    return this.lines.find({ where: { rallyId }, order: { at: 'ASC' } });
  }

  /** Stores a state of a line, unless a newer one is there or it was taken down. */
  async put(line: CaptionLine): Promise<void> {
    const { rallyId, lineId, language, text, at, revision, authorId } = line;
    await this.lines.query(
      `insert into caption_lines (rally_id, line_id, language, text, at, revision, author_id)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (rally_id, line_id) do update
         set text = excluded.text, at = excluded.at, revision = excluded.revision, author_id = excluded.author_id
       where caption_lines.revision <= excluded.revision and not caption_lines.removed`,
      [rallyId, lineId, language, text, at, revision, authorId],
    );
  }

  async remove(rallyId: string, lineId: string): Promise<void> {
    await this.lines.update({ rallyId, lineId }, { removed: true });
  }

  async offIn(rallyId: string): Promise<SpokenLanguage[]> {
    return (await this.off.findBy({ rallyId })).map(({ language }) => language);
  }

  async setOff(rallyId: string, language: SpokenLanguage, off: boolean): Promise<void> {
    if (off) await this.off.upsert({ rallyId, language }, ['rallyId', 'language']);
    else await this.off.delete({ rallyId, language });
  }

  async addKey(key: Omit<CaptionKey, 'createdAt' | 'usedAt' | 'revokedAt'>): Promise<CaptionKey> {
    await this.keys.insert(key);
    return this.keys.findOneByOrFail({ id: key.id });
  }

  /** Keys in force, of all rallies. */
  keysInForce(): Promise<CaptionKey[]> {
    return this.keys.findBy({ revokedAt: IsNull() });
  }

  async revokeKey(id: string): Promise<void> {
    await this.keys.update({ id }, { revokedAt: () => 'now()' });
  }

  async keyUsed(id: string): Promise<void> {
    await this.keys.update({ id }, { usedAt: () => 'now()' });
  }
}
