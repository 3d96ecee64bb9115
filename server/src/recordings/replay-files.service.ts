import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NotFoundError } from '../access/access.errors.js';
import { masterPlaylist, mediaPlaylist, playlistOf } from '../media/packaging/playlists.js';
import type { LoggedTake } from '../media/packaging/programme-log.js';
import { renditions } from '../media/packaging/take-plan.js';
import { HlsService, type SideTrack } from '../packaging/hls.service.js';
import { type PlaylistText, textOf } from '../packaging/playlist-text.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { RecordingArchive } from './recording-archive.js';
import { isShown, RecordingsService } from './recordings.service.js';
import { ReplayKeys } from './replay-keys.js';
import { openKey } from './replays.service.js';

/** What is served under a key, made once for all who ask. */
interface Edition {
  takes: LoggedTake[];
  /** Paths below the recording's folder that may be fetched. */
  files: Set<string>;
  playlists: Map<string, PlaylistText>;
}

/** What is sent of it, and whether anyone may keep it. */
export interface Served<T> {
  content: T;
  open: boolean;
}

/** Addresses of three hours take 3 MB. */
const keptEditions = 16;

const playlistPattern = /^([a-z-]+)\.m3u8$/;

/** Playlists and segments of replays: for everyone where it is published, else for whoever has a key. */
@Injectable()
export class ReplayFiles implements OnModuleInit {
  private readonly editions = new Map<string, Promise<Edition>>();

  constructor(
    private readonly recordings: RecordingsService,
    private readonly archive: RecordingArchive,
    private readonly rallies: RalliesService,
    private readonly keys: ReplayKeys,
    private readonly hls: HlsService,
  ) {}

  onModuleInit(): void {
    this.recordings.onChanged((rallyId) => {
      for (const which of ['shown', 'all']) this.editions.delete(`${which} ${rallyId}`);
    });
  }

  /** @throws NotFoundError */
  async playlist(rallyId: string, key: string, name: string): Promise<Served<PlaylistText>> {
    const edition = await this.edition(rallyId, key);
    const what = playlistPattern.exec(name)?.[1];
    const known = edition.playlists.get(name);
    const content = known ?? textOf(write(edition.takes, what, await this.hls.preparedSidesOf(rallyId, edition.takes)));
    edition.playlists.set(name, content);
    return { content, open: key === openKey };
  }

  /** Path of a segment or an initialisation on the disk. @throws NotFoundError */
  async segment(rallyId: string, key: string, take: string, name: string): Promise<Served<string>> {
    const edition = await this.edition(rallyId, key);
    const uri = `${take}/${name}`;
    // Captions are written beside the sound's segments, and are to be seen where those are.
    const beside = uri.replace(/captions-[a-z]+-(\d+)\.vtt$/, 'audio-$1.m4s');
    const path = edition.files.has(beside) ? await this.archive.file(rallyId, uri) : null;
    if (!path) throw new NotFoundError('segment');
    return { content: path, open: key === openKey };
  }

  private async edition(rallyId: string, key: string): Promise<Edition> {
    const scope = await this.scopeOf(rallyId, key);
    if (!scope) throw new NotFoundError('replay');
    const name = `${scope} ${rallyId}`;
    const making = this.editions.get(name) ?? this.make(rallyId, scope);
    if (this.editions.size >= keptEditions) this.editions.clear();
    this.editions.set(name, making);
    try {
      const edition = await making;
      if (edition.takes.length > 0) return edition;
    } catch (error) {
      this.editions.delete(name);
      throw error;
    }
    this.editions.delete(name);
    throw new NotFoundError('replay');
  }

  private async scopeOf(rallyId: string, key: string): Promise<'shown' | 'all' | null> {
    const scope = key === openKey ? 'open' : this.keys.read(rallyId, key);
    if (scope === 'shown' || scope === 'all') return scope;
    if (scope !== 'open' && scope !== 'invited') return null;
    const { state, watchAudience } = await this.rallies.get(rallyId);
    if (state !== 'ended' || (scope === 'open' && watchAudience !== 'everyone')) return null;
    return isShown(await this.recordings.find(rallyId)) ? 'shown' : null;
  }

  private async make(rallyId: string, which: 'shown' | 'all'): Promise<Edition> {
    const ready = (await this.recordings.stateOf(rallyId)) === 'ready';
    const takes = ready ? await this.recordings.takes(rallyId, which) : [];
    const files = takes.flatMap(({ facts, segments }) => [
      ...Object.values(facts).map(({ init }) => init),
      ...Object.values(segments)
        .flat()
        .map(({ uri }) => uri),
    ]);
    return { takes, files: new Set(files), playlists: new Map() };
  }
}

function write(takes: readonly LoggedTake[], what: string | undefined, sides: readonly SideTrack[]): string {
  if (what === 'master') return masterPlaylist(takes, { ended: true, sides });
  const side = sides.find(({ playlist }) => playlist === what);
  if (side) return playlistOf(side.list(takes), { ended: true, full: true });
  const rendition = renditions.find((one) => one === what);
  if (!rendition) throw new NotFoundError('playlist');
  return mediaPlaylist(takes, rendition, { ended: true, full: true });
}
