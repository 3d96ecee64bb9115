import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { StreamView } from '@sammelan/shared/packaging/packaging.dto.js';
import { NotFoundError } from '../access/access.errors.js';
import {
  type Listed,
  masterPlaylist,
  mediaPlaylist,
  playlistOf,
  type SideRendition,
  standIn,
} from '../media/packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import { interpretedPattern, type Rendition, renditions } from '../media/packaging/take-plan.js';
import { HlsLadders } from '../playback/hls-ladders.service.js';
import { PackagingService } from './packaging.service.js';
import { type PlaylistText, textOf } from './playlist-text.js';
import type { StreamSource } from './stream-copy.js';
import { StreamAccess } from './stream-access.service.js';

/** Something to choose beside the ladder, from another feature. */
export interface SideTrack extends SideRendition {
  /** Where it is made of a take's own segments, or those that stand in for them; then it can have parts as well. */
  rendition?: Rendition;
  /** What its playlist lists, with a cut at the start of each take as the ladder has them. */
  list(takes: readonly LoggedTake[]): Listed[];
  /** One of its segments, where they are text: `<playlist>-<index>.vtt` in the take's folder. Null: there is none. */
  text?(take: LoggedTake, index: number): Promise<string | null>;
}

type SideFinder = (rallyId: string, takes: readonly LoggedTake[]) => readonly SideTrack[];

interface Served {
  log: ProgrammeLog;
  version: number;
  playlists: Map<string, PlaylistText>;
}

/** Whoever is behind sees the end of the rally too. */
export const lingerMs = 30_000;

const playlistPattern = /^(full-)?([a-z-]+)\.m3u8$/;
const textPattern = /^([a-z-]+)-(\d{1,7})\.vtt$/;
const takePattern = /^\d{1,6}$/;
const filePattern = new RegExp(`^(?:${renditions.join('|')}|${interpretedPattern})(?:-\\d{1,7}\\.m4s|\\.mp4)$`);

/** What of a programme is sent to players, from memory and disk alone: a hundred thousand viewers ask no database. */
@Injectable()
export class HlsService implements OnModuleInit, OnApplicationBootstrap {
  private readonly served = new Map<string, Served>();
  private readonly sideFinders: SideFinder[] = [];
  private readonly sidePreparers: ((rallyId: string) => Promise<unknown>)[] = [];

  constructor(
    private readonly packaging: PackagingService,
    private readonly ladders: HlsLadders,
    private readonly access: StreamAccess,
  ) {}

  onModuleInit(): void {
    this.packaging.onOpened((rallyId, log) => this.serve(rallyId, log));
  }

  onApplicationBootstrap(): void {
    const { ffmpeg } = this.packaging;
    if (ffmpeg) this.ladders.pictures = { ffmpeg, newest: (rallyId) => this.newestPicture(rallyId) };
  }

  /** Has a rally's master playlist list further renditions, asked for whenever it is written anew. */
  addSides(
    find: SideFinder,
    /** What of a rally that is not live must be fetched before. */
    prepare: (rallyId: string) => Promise<unknown> = () => Promise.resolve(),
  ): void {
    this.sideFinders.push(find);
    this.sidePreparers.push(prepare);
  }

  /** Where a rally's HLS is. */
  async view(rallyId: string): Promise<StreamView> {
    const log = this.served.get(rallyId)?.log;
    if (!log || whole(log).length === 0)
      return { liveUrl: null, fullUrl: null, voiceUrl: null, slideUrl: null, ended: false };
    const at = await this.access.address(rallyId);
    return {
      liveUrl: `${at}/master.m3u8`,
      fullUrl: `${at}/full-master.m3u8`,
      voiceUrl: `${at}/voice.m3u8`,
      slideUrl: await this.access.slideUrl(rallyId),
      ended: log.endedAt !== null,
    };
  }

  /** Whether something of a rally has gone out. */
  hasBegun(rallyId: string): boolean {
    const log = this.served.get(rallyId)?.log;
    return log !== undefined && whole(log).length > 0;
  }

  /** A rally's playlists and files, for whoever copies them. */
  source(rallyId: string): StreamSource {
    return {
      playlist: (name) => this.playlist(rallyId, name),
      read: async (uri) => {
        const [take = '', name = ''] = uri.split('/');
        if (name.endsWith('.vtt')) return Buffer.from(await this.text(rallyId, take, name));
        return readFile(await this.file(rallyId, take, name));
      },
    };
  }

  /**
   * Lets a request for anything of a rally's in, or does not. Resolves with how long its answer may be kept, ms.
   * @throws NotFoundError, StreamSignatureError
   */
  async admit(rallyId: string, signature: string | undefined): Promise<number> {
    if (!this.served.has(rallyId)) throw new NotFoundError('stream');
    return this.access.demandSigned(rallyId, signature);
  }

  /** The log of a programme that is being served. */
  find(rallyId: string): ProgrammeLog | undefined {
    return this.served.get(rallyId)?.log;
  }

  /** A playlist by its name. @throws NotFoundError */
  playlist(rallyId: string, name: string): PlaylistText {
    const served = this.served.get(rallyId);
    const [match, prefix = '', what = ''] = playlistPattern.exec(name) ?? [];
    if (!served || !match) throw new NotFoundError('playlist');
    const { log } = served;
    if (served.version !== log.version) Object.assign(served, { version: log.version, playlists: new Map() });
    const kept = served.playlists.get(name);
    if (kept) return kept;
    const takes = whole(log);
    if (takes.length === 0) throw new NotFoundError('playlist');
    const made = textOf(this.write(rallyId, takes, prefix, what, log.endedAt !== null));
    served.playlists.set(name, made);
    return made;
  }

  /** Path of a segment or an initialisation on the disk. @throws NotFoundError */
  async file(rallyId: string, take: string, name: string): Promise<string> {
    if (!this.served.has(rallyId) || !takePattern.test(take) || !filePattern.test(name))
      throw new NotFoundError('segment');
    const path = join(this.packaging.folder(rallyId), take, name);
    if (!(await stat(path).catch(() => null))?.isFile()) throw new NotFoundError('segment');
    return path;
  }

  /** A segment that is text. @throws NotFoundError */
  async text(rallyId: string, take: string, name: string): Promise<string> {
    const takes = this.served.get(rallyId)?.log.takes ?? [];
    const found = await this.textOf(rallyId, takes, take, name);
    if (found === null) throw new NotFoundError('segment');
    return found;
  }

  /** The same of a rally that nobody may have looked at for long. */
  async preparedSidesOf(rallyId: string, takes: readonly LoggedTake[]): Promise<SideTrack[]> {
    await Promise.all(this.sidePreparers.map((prepare) => prepare(rallyId)));
    // What was expected and never came is not in what is left.
    return this.sidesOf(rallyId, takes).filter(
      ({ rendition }) => !rendition || takes.some(({ facts }) => facts[rendition] !== undefined),
    );
  }

  /** What can be chosen beside the ladder that these takes make. */
  sidesOf(rallyId: string, takes: readonly LoggedTake[]): SideTrack[] {
    return this.sideFinders.flatMap((find) => find(rallyId, takes));
  }

  /** A segment that is text, of one of these takes; null where there is none. */
  async textOf(rallyId: string, takes: readonly LoggedTake[], takeName: string, name: string): Promise<string | null> {
    const [, playlist, index] = textPattern.exec(name) ?? [];
    const take = takes.find((one) => one.name === takeName);
    const side = this.sidesOf(rallyId, takes).find((one) => one.playlist === playlist);
    return (take && (await side?.text?.(take, Number(index)))) ?? null;
  }

  private serve(rallyId: string, log: ProgrammeLog): void {
    this.served.set(rallyId, { log, version: -1, playlists: new Map() });
    log.on('changed', () => {
      if (log.endedAt !== null) setTimeout(() => this.stopServing(rallyId, log), lingerMs).unref();
    });
  }

  /** What is over is seen as a replay from then on, by whom it is published for. */
  private stopServing(rallyId: string, log: ProgrammeLog): void {
    log.letGo();
    if (this.served.get(rallyId)?.log === log) this.served.delete(rallyId);
  }

  /** The smallest picture's newest segment. */
  private newestPicture(rallyId: string): { init: string; segment: string } | null {
    const log = this.served.get(rallyId)?.log;
    const take = log && whole(log).at(-1);
    const used = take && standIn(take, 'mid');
    const [init, segment] = used ? [take.facts[used]?.init, take.segments[used]?.at(-1)?.uri] : [];
    if (!init || !segment) return null;
    const folder = this.packaging.folder(rallyId);
    return { init: join(folder, init), segment: join(folder, segment) };
  }

  private write(rallyId: string, takes: readonly LoggedTake[], prefix: string, what: string, ended: boolean): string {
    const sides = this.sidesOf(rallyId, takes);
    if (what === 'master') return masterPlaylist(takes, { ended, prefix, sides });
    const options = { ended, full: prefix !== '' };
    const rendition = renditions.find((one) => one === what);
    if (rendition) return mediaPlaylist(takes, rendition, options);
    const side = sides.find(({ playlist }) => playlist === what);
    if (!side) throw new NotFoundError('playlist');
    return playlistOf(side.list(takes), options);
  }
}

/** Takes of which every rendition has begun: playlists of all renditions list the same ones. */
export const whole = (log: ProgrammeLog): LoggedTake[] =>
  log.takes.filter(({ facts, segments }) => Object.keys(facts).every((rendition) => rendition in segments));
