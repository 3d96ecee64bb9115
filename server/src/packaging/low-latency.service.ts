import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NotFoundError } from '../access/access.errors.js';
import { type LiveParts, type Part, readPartUri } from '../media/packaging/live-parts.js';
import {
  countOf,
  listedOf,
  mediaPlaylist,
  openOf,
  type Progress,
  targetSeconds,
} from '../media/packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import { interpretedPattern, type Rendition, renditions } from '../media/packaging/take-plan.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { HlsService, whole } from './hls.service.js';
import { type PlaylistText, textOf } from './playlist-text.js';
import { PackagingService } from './packaging.service.js';

/** What a player asks a playlist for (draft-pantos-hls-rfc8216bis, 6.2.5): to be answered once this is in it. */
export interface PlaylistWish {
  segment: number | null;
  part: number | null;
  /** Without what it knows already. */
  skip: boolean;
}

interface Served {
  log: ProgrammeLog;
  parts: LiveParts;
  version: string;
  /** By name and wish: made once for all who ask the same. */
  texts: Map<string, PlaylistText>;
}

/** Longer than this nobody is kept waiting (6.2.5.2): what there is is sent then. */
const patienceMs = 3 * targetSeconds * 1000;
const playlistPattern = /^(full-)?([a-z-]+)\.m3u8$/;
const partPattern = new RegExp(`^(?:${renditions.join('|')}|${interpretedPattern})-\\d{1,7}\\.\\d{1,4}\\.m4s$`);

/** HLS with parts of half a second, for rallies that want it: playlists that wait for the next one, and the parts. */
@Injectable()
export class LowLatencyService implements OnModuleInit {
  private readonly served = new Map<string, Served>();

  constructor(
    private readonly packaging: PackagingService,
    private readonly hls: HlsService,
    private readonly rallies: RalliesService,
  ) {}

  onModuleInit(): void {
    this.packaging.onOpened((rallyId, log, parts) => {
      this.served.set(rallyId, { log, parts, version: '', texts: new Map() });
      log.on('changed', () => {
        if (log.endedAt !== null && this.served.get(rallyId)?.log === log) this.served.delete(rallyId);
      });
    });
  }

  /** A playlist with parts, as soon as what is wished for is in it; null where the rally has none. */
  async playlist(rallyId: string, name: string, wish: PlaylistWish): Promise<PlaylistText | null> {
    const served = this.served.get(rallyId);
    const [, prefix = '', what] = playlistPattern.exec(name) ?? [];
    const rendition = served && this.renditionsOf(rallyId, served).find((one) => one === what);
    if (!served || !rendition || !(await this.rallies.get(rallyId)).lowLatency) return null;
    await until(served, () => hasReached(served, rendition, wish));
    if (served.log.endedAt !== null) return null;
    const version = `${served.log.version} ${served.parts.version}`;
    if (served.version !== version) Object.assign(served, { version, texts: new Map() });
    const key = `${name} ${wish.skip}`;
    const text = served.texts.get(key) ?? textOf(this.written(rallyId, served, rendition, prefix, wish.skip));
    served.texts.set(key, text);
    return text;
  }

  /** The bytes of a part; of the next one, as soon as it is there. @throws NotFoundError */
  async part(rallyId: string, take: string, name: string): Promise<Buffer> {
    const served = this.served.get(rallyId);
    const wanted = partPattern.test(name) ? readPartUri(`${take}/${name}`) : null;
    if (!served || !wanted) throw new NotFoundError('segment');
    const find = () => served.parts.of(wanted.of)[wanted.index];
    const isNext = () =>
      this.renditionsOf(rallyId, served).some((rendition) => openOf(begun(served), rendition)?.uri === wanted.of) &&
      served.parts.of(wanted.of).length === wanted.index;
    await until(served, () => find() !== undefined || !isNext());
    const part = find();
    if (!part) throw new NotFoundError('segment');
    return readPart(this.packaging.folder(rallyId), part);
  }

  /** The ladder's, and those beside it that are cut into parts as well. */
  private renditionsOf(rallyId: string, { log }: Served): Rendition[] {
    return [...renditions, ...this.hls.sidesOf(rallyId, whole(log)).flatMap(({ rendition }) => rendition ?? [])];
  }

  private written(rallyId: string, served: Served, rendition: Rendition, prefix: string, skip: boolean): string {
    const { parts } = served;
    const takes = begun(served);
    if (takes.length === 0) throw new NotFoundError('playlist');
    const reports = this.renditionsOf(rallyId, served)
      .filter((other) => other !== rendition)
      .map((other): Progress => {
        const count = countOf(takes, other);
        const under = parts.of(openOf(takes, other)?.uri ?? '').length;
        const before = listedOf(takes, other).at(-1)?.segment.uri ?? '';
        const [segment, part] = under > 0 ? [count, under - 1] : [count - 1, parts.of(before).length - 1];
        return { playlist: `${prefix}${other}`, segment, part: Math.max(0, part) };
      });
    const low = { partsOf: (uri: string) => parts.of(uri), open: openOf(takes, rendition), reports, skip };
    return mediaPlaylist(takes, rendition, { ended: false, full: prefix !== '', low });
  }
}

/** What can be played by parts: whole takes, and the newest one as soon as there is a part of each of its renditions. */
function begun({ log, parts }: Served): LoggedTake[] {
  const takes = whole(log);
  const newest = log.takes.at(-1);
  if (!newest || takes.at(-1) === newest) return takes;
  const isThere = (Object.keys(newest.facts) as Rendition[]).every(
    (rendition) =>
      (newest.segments[rendition]?.length ?? 0) > 0 || parts.of(`${newest.name}/${rendition}-0.m4s`).length > 0,
  );
  return isThere ? [...takes, newest] : takes;
}

function hasReached(served: Served, rendition: Rendition, { segment, part }: PlaylistWish): boolean {
  if (segment === null || served.log.endedAt !== null) return true;
  const takes = begun(served);
  const count = countOf(takes, rendition);
  // Too far ahead to be waited for: a player that is lost.
  if (count > segment || segment > count + 1) return true;
  return part !== null && segment === count && served.parts.of(openOf(takes, rendition)?.uri ?? '').length > part;
}

/** Resolves when something of the programme has made `check` true, or nobody waits any longer. */
async function until({ log, parts }: Served, check: () => boolean): Promise<void> {
  if (check()) return;
  const over = new AbortController();
  const look = () => {
    if (check()) over.abort();
  };
  parts.on('changed', look);
  log.on('changed', look);
  await sleep(patienceMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
  parts.off('changed', look);
  log.off('changed', look);
}

/** Its segment may be finished while we look for it, and has another name then. */
async function readPart(folder: string, { of, offset, bytes }: Part): Promise<Buffer> {
  const path = join(folder, of);
  for (const name of [path, `${path}.part`, path]) {
    const file = await open(name, 'r').catch(() => null);
    if (!file) continue;
    try {
      const data = Buffer.alloc(bytes);
      await file.read(data, 0, bytes, offset);
      return data;
    } finally {
      await file.close();
    }
  }
  throw new NotFoundError('segment');
}
