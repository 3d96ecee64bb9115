import type { PlaylistText } from './playlist-text.js';
import { renditions } from '../media/packaging/take-plan.js';
import type { S3Bucket } from './s3-bucket.js';

const abreast = 4;
/** Of captions, in all languages. */
const textsLookedAt = 60;
const forGood = 'public, max-age=31536000, immutable';

export interface StreamSource {
  /** A playlist of the rally by its name. @throws NotFoundError */
  playlist(name: string): PlaylistText;
  /** What a playlist lists. @throws NotFoundError */
  read(uri: string): Promise<Buffer>;
}

/**
 * Keeps one rally's HLS copied to a bucket: what playlists list is there before they are. Whoever asks for a copy while one is
 * under way gets one more behind it, however many ask.
 */
export class StreamCopy {
  private readonly copied = new Set<string>();
  private readonly tags = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private working: Promise<void> | undefined;
  private wanted = false;
  private stopped = false;

  constructor(
    private readonly folder: string,
    private readonly source: StreamSource,
    private readonly bucket: S3Bucket,
    private readonly told: (error: unknown) => void,
  ) {}

  /** Copies what is new; `told` hears of each try, with null where all is there. */
  update(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.wanted = true;
    this.working ??= this.work().finally(() => (this.working = undefined));
    return this.working;
  }

  /** Everything that was copied. */
  get names(): string[] {
    return [...this.tags.keys(), ...this.copied];
  }

  /** Copies nothing more; resolves when what was under way is there. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.stopped = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      await this.copy().then(
        () => this.told(null),
        (error: unknown) => this.told(error),
      );
    }
  }

  private async copy(): Promise<void> {
    // Written first: what is added meanwhile is in the next ones.
    const playlists = this.playlists();
    const listed = new Set([...playlists.values()].flatMap(({ plain }) => filesOf(plain.toString())));
    const missing = [...listed].filter((uri) => !uri.endsWith('.vtt') && !this.copied.has(uri));
    for (let at = 0; at < missing.length; at += abreast) {
      await Promise.all(missing.slice(at, at + abreast).map((uri) => this.copyFile(uri)));
    }
    await this.copyTexts([...listed].filter((uri) => uri.endsWith('.vtt')));
    // A master playlist last: what it names is there.
    for (const [name, text] of [...playlists].reverse()) {
      if (this.tags.get(name) === text.tag) continue;
      await this.bucket.put(`${this.folder}/${name}`, text.gzip, {
        'content-type': 'application/vnd.apple.mpegurl',
        'content-encoding': 'gzip',
        'cache-control': 'public, max-age=1',
      });
      this.tags.set(name, text.tag);
    }
  }

  /** Captions that come late are in a text that was there before: the newest are looked at again. */
  private async copyTexts(uris: readonly string[]): Promise<void> {
    const recent = new Set(uris.slice(-textsLookedAt));
    for (const uri of uris) {
      if (this.texts.has(uri) && !recent.has(uri)) continue;
      const body = await this.source.read(uri);
      if (this.texts.get(uri) === body.toString()) continue;
      const headers = { 'content-type': 'text/vtt', 'cache-control': 'public, max-age=5' };
      await this.bucket.put(`${this.folder}/${uri}`, body, headers);
      this.texts.set(uri, body.toString());
    }
  }

  private playlists(): Map<string, PlaylistText> {
    const found = new Map<string, PlaylistText>();
    for (const master of ['master.m3u8', 'full-master.m3u8']) {
      const text = this.source.playlist(master);
      found.set(master, text);
      for (const name of playlistsOf(text.plain.toString())) found.set(name, this.source.playlist(name));
    }
    return found;
  }

  private async copyFile(uri: string): Promise<void> {
    const body = await this.source.read(uri);
    const key = `${this.folder}/${uri}`;
    const contentType = uri.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4';
    // After a restart most of a long rally is there.
    if (!(this.tags.size === 0 && (await this.bucket.has(key, body.length).catch(() => false))))
      await this.bucket.put(key, body, { 'content-type': contentType, 'cache-control': forGood });
    this.copied.add(uri);
  }
}

/** Every name that a rally's playlists can have had, the masters first. */
export const playlistNames: readonly string[] = ['', 'full-'].flatMap((prefix) =>
  ['master', ...renditions].map((name) => `${prefix}${name}.m3u8`),
);

const lines = (text: string): string[] => text.split('\n').filter((line) => line && !line.startsWith('#'));

const uris = (text: string): string[] => [...text.matchAll(/URI="([^"]+)"/g)].map(([, uri = '']) => uri);

const playlistsOf = (master: string): Set<string> =>
  new Set([...lines(master), ...uris(master)].filter((name) => name.endsWith('.m3u8')));

/** What is listed as a gap is gone. */
const filesOf = (playlist: string): string[] => {
  const there = playlist.replaceAll(/#EXT-X-GAP\n(#.*\n)*.*\n/g, '');
  return [...uris(there), ...lines(there)].filter((name) => !name.endsWith('.m3u8'));
};
