import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type SpokenLanguage, spokenLanguages } from '@sammelan/shared/contract/spoken-languages.js';
import { firstSample } from '../media/packaging/fragments.js';
import { listedOf } from '../media/packaging/playlists.js';
import type { LoggedTake, ProgrammeLog } from '../media/packaging/programme-log.js';
import type { Segment } from '../media/packaging/segment-writer.js';
import { HlsService, type SideTrack } from '../packaging/hls.service.js';
import { PackagingService } from '../packaging/packaging.service.js';
import { CaptionRegister, finalLines, languagesOf } from './caption-register.service.js';
import { CaptionsService } from './captions.service.js';
import { webVtt } from './webvtt.js';

/** The rendition that every take has: captions are cut where it is. */
const grid = 'audio';
const gridFile = new RegExp(`${grid}-(\\d+)\\.m4s$`);

/** A line that comes within this of being said is in time for its own segment. */
const inTimeMs = 1000;

/** Captions as renditions of the HLS: a track per language, cut like the sound, and its files beside the recording's. */
@Injectable()
export class CaptionTracks implements OnModuleInit {
  private readonly logger = new Logger(CaptionTracks.name);
  /** When media time 0 of a take was, by the path of its initialisation. */
  private readonly mediaStarts = new Map<string, Promise<number>>();
  private readonly written = new Map<string, number>();
  private readonly lateLines = new Map<string, number>();

  constructor(
    private readonly register: CaptionRegister,
    private readonly captions: CaptionsService,
    private readonly packaging: PackagingService,
    private readonly hls: HlsService,
  ) {}

  onModuleInit(): void {
    this.hls.addSides(
      (rallyId) => this.tracks(rallyId),
      (rallyId) => this.register.book(rallyId),
    );
    this.packaging.onOpened((rallyId, log) => this.follow(rallyId, log));
    this.captions.onKept((_, { lineId, at }) => {
      const now = Date.now();
      if (now - at > inTimeMs) this.lateLines.set(lineId, now);
    });
  }

  /** A track for each language that there is something in. */
  tracks(rallyId: string): SideTrack[] {
    const book = this.register.find(rallyId);
    if (!book) return [];
    return languagesOf(book).map((language) => ({
      type: 'SUBTITLES',
      language,
      name: spokenLanguages[language],
      playlist: `captions-${language}`,
      list: (takes) =>
        listedOf(takes, grid).map(({ segment, cut }) => ({
          segment: { ...segment, uri: segment.uri.replace(gridFile, `captions-${language}-$1.vtt`) },
          init: null,
          cut,
        })),
      text: (take, index) => this.text(rallyId, language, take, index),
    }));
  }

  /** One segment of a track; null where there is no such segment. */
  async text(rallyId: string, language: SpokenLanguage, take: LoggedTake, index: number): Promise<string | null> {
    const segments = take.segments[grid] ?? [];
    const segment = segments.find(({ uri }) => gridFile.exec(uri)?.[1] === String(index));
    const [first] = segments;
    const init = take.facts[grid]?.init;
    if (!segment || !first || !init) return null;
    const book = await this.register.book(rallyId);
    const lines = finalLines(book, language).map(({ lineId, text, at }) => ({
      lineId,
      text,
      at,
      takenAt: this.lateLines.get(lineId),
    }));
    const mediaStartedAt = await this.mediaStart(this.packaging.folder(rallyId), init, first);
    return webVtt(lines, { from: segment.at, to: segment.at + segment.seconds * 1000, mediaStartedAt });
  }

  private mediaStart(folder: string, init: string, first: Segment): Promise<number> {
    const path = join(folder, init);
    const known = this.mediaStarts.get(path);
    if (known) return known;
    const asked = firstSample(path, join(folder, first.uri)).then((seconds) => first.at - seconds * 1000);
    this.mediaStarts.set(path, asked);
    asked.catch(() => this.mediaStarts.delete(path));
    return asked;
  }

  private follow(rallyId: string, log: ProgrammeLog): void {
    // Playlists are written without a wait: what they need of the database is fetched before.
    this.register.book(rallyId).catch((error: unknown) => this.logger.error({ err: error, rallyId }));
    let work = Promise.resolve();
    const keep = (): void => {
      work = work
        .then(() => this.keep(rallyId, log, log.endedAt !== null))
        .catch((error: unknown) => this.logger.error({ err: error, rallyId }));
    };
    log.on('changed', keep);
  }

  /** Writes the segments beside those of the sound: the new ones; at the end all of them, as they were corrected. */
  private async keep(rallyId: string, log: ProgrammeLog, all: boolean): Promise<void> {
    const takes = all ? log.takes : log.takes.slice(-2);
    const tracks = this.tracks(rallyId);
    for (const take of takes) {
      const segments = take.segments[grid] ?? [];
      const key = `${rallyId} ${take.name}`;
      const from = all ? 0 : (this.written.get(key) ?? 0);
      this.written.set(key, segments.length);
      for (const { uri } of segments.slice(from)) {
        const index = Number(gridFile.exec(uri)?.[1]);
        for (const { text, playlist } of tracks) {
          const content = await text?.(take, index);
          const path = join(this.packaging.folder(rallyId), take.name, `${playlist}-${index}.vtt`);
          if (content) await writeFile(path, content);
        }
      }
    }
  }
}
