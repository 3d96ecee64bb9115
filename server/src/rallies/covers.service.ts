import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { maxCoverMegabytes } from '@sammelan/shared/rallies/rallies.rules.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Caller } from '../access/caller.js';
import { readBody } from '../http/body.js';
import { barePicture } from './bare-picture.js';
import { CoverFiles } from './cover-files.js';
import { pictureOf } from './picture.js';
import { PictureUnsupportedError } from './rallies.errors.js';
import { RallyDeskService } from './rally-desk.service.js';

/** A viewer's phone decodes the whole picture: 24 million points are ~100 MB in its memory, and enough for any screen. */
const maxPixels = 24_000_000;

/** The picture on a rally's page. */
@Injectable()
export class CoversService {
  constructor(
    private readonly desk: RallyDeskService,
    private readonly files: CoverFiles,
  ) {}

  /**
   * Kept without the place and the device that a camera wrote into it.
   * @throws PictureUnsupportedError for what is no whole JPEG, PNG or WebP, or has too many points; FileTooLargeError
   */
  async set(caller: Caller, rallyId: string, body: Readable): Promise<RallyView> {
    const sent = await readBody(body, maxCoverMegabytes);
    const picture = pictureOf(sent);
    if (!picture || picture.width * picture.height > maxPixels) throw new PictureUnsupportedError();
    const bare = barePicture(sent, picture);
    if (!bare) throw new PictureUnsupportedError();
    const name = await this.files.write(bare, picture.extension);
    return this.replace(caller, rallyId, name).catch(async (error: unknown) => {
      await this.files.remove(name);
      throw error;
    });
  }

  remove(caller: Caller, rallyId: string): Promise<RallyView> {
    return this.replace(caller, rallyId, null);
  }

  /** Path of a stored picture, by the name in its address. @throws NotFoundError */
  async find(name: string): Promise<string> {
    const path = await this.files.find(name);
    if (!path) throw new NotFoundError('picture');
    return path;
  }

  private async replace(caller: Caller, rallyId: string, coverFile: string | null): Promise<RallyView> {
    const { before, view } = await this.desk.setCover(caller, rallyId, coverFile);
    if (before) await this.files.remove(before);
    return view;
  }
}
