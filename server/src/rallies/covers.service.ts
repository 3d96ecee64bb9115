import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import type { Caller } from '../access/caller.js';
import { Pictures } from './pictures.service.js';
import { RallyDeskService } from './rally-desk.service.js';

/** The picture on a rally's page. */
@Injectable()
export class CoversService {
  constructor(
    private readonly desk: RallyDeskService,
    private readonly pictures: Pictures,
  ) {}

  /** @throws PictureUnsupportedError, FileTooLargeError */
  async set(caller: Caller, rallyId: string, body: Readable): Promise<RallyView> {
    const name = await this.pictures.keep(body);
    return this.replace(caller, rallyId, name).catch(async (error: unknown) => {
      await this.pictures.remove(name);
      throw error;
    });
  }

  remove(caller: Caller, rallyId: string): Promise<RallyView> {
    return this.replace(caller, rallyId, null);
  }

  private async replace(caller: Caller, rallyId: string, coverFile: string | null): Promise<RallyView> {
    const { before, view } = await this.desk.setCover(caller, rallyId, coverFile);
    if (before) await this.pictures.remove(before);
    return view;
  }
}
