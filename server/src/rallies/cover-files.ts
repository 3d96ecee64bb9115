import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as randomId } from 'uuid';

/** Names that this class gives: nothing else is ever looked up on the disk. */
const namePattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:jpg|png|webp)$/;

/** Cover pictures on the local disk. */
export class CoverFiles {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'covers');
  }

  /** Stores a picture under a name that cannot be guessed, since a draft's cover is nobody's business yet. */
  async write(bytes: Buffer, extension: string): Promise<string> {
    const name = `${randomId()}.${extension}`;
    await mkdir(this.folder, { recursive: true });
    // Written aside first: a half-written picture is never served.
    const aside = join(this.folder, `.${name}`);
    await writeFile(aside, bytes);
    await rename(aside, join(this.folder, name));
    return name;
  }

  /** The file's absolute path, or null where there is none of this name. */
  async find(name: string): Promise<string | null> {
    if (!namePattern.test(name)) return null;
    const path = join(this.folder, name);
    return (await stat(path).catch(() => null))?.isFile() ? path : null;
  }

  async remove(name: string): Promise<void> {
    if (namePattern.test(name)) await rm(join(this.folder, name), { force: true });
  }
}
