import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { maxCoverMegabytes } from '@sammelan/shared/rallies/rallies.rules.js';
import { NotFoundError } from '../access/access.errors.js';
import { readBody } from '../http/body.js';
import { barePicture } from './bare-picture.js';
import { CoverFiles } from './cover-files.js';
import { pictureOf } from './picture.js';
import { PictureUnsupportedError } from './rallies.errors.js';

/** A viewer's phone decodes the whole picture: 24 million points are ~100 MB in its memory, and enough for any screen. */
const maxPixels = 24_000_000;

/** Pictures that organisers put up for everyone to see. */
@Injectable()
export class Pictures {
  constructor(private readonly files: CoverFiles) {}

  /**
   * Keeps a picture without the place and the device that a camera wrote into it; resolves with its name.
   * @throws PictureUnsupportedError for what is no whole JPEG, PNG or WebP, or has too many points; FileTooLargeError
   */
  async keep(body: Readable): Promise<string> {
    const sent = await readBody(body, maxCoverMegabytes);
    const picture = pictureOf(sent);
    if (!picture || picture.width * picture.height > maxPixels) throw new PictureUnsupportedError();
    const bare = barePicture(sent, picture);
    if (!bare) throw new PictureUnsupportedError();
    return this.files.write(bare, picture.extension);
  }

  /** Path of a stored picture, by the name in its address. @throws NotFoundError */
  async find(name: string): Promise<string> {
    const path = await this.files.find(name);
    if (!path) throw new NotFoundError('picture');
    return path;
  }

  remove(name: string): Promise<void> {
    return this.files.remove(name);
  }
}

/** Where a picture of this name is. */
export const pictureUrl = (name: string): string => `/api/rallies/covers/${name}`;
