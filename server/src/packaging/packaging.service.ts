import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { languages } from '@sammelan/shared/contract/local-text.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import type { MediaLog } from '../media/media-options.js';
import { Channel } from '../media/packaging/channel.js';
import type { LiveParts } from '../media/packaging/live-parts.js';
import type { ProgrammeLog } from '../media/packaging/programme-log.js';
import { SenderClock } from '../media/packaging/sender-clock.js';
import { type InterpretedVoice, withInterpreters } from '../media/packaging/take-plan.js';
import type { StageRoom } from '../media/stage-room.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { MediaPlane } from '../stage/media-plane.service.js';
import { StageStore } from '../stage/stage-store.service.js';
import { planTake } from './take-planner.js';

type OpenedListener = (rallyId: string, log: ProgrammeLog, parts: LiveParts) => void;

const segmentSeconds = 2;
/** What no event tells: a layer that has settled. */
const reviewEveryMs = 1000;

/** Has every live rally sent out as HLS, which is its recording too. */
@Injectable()
export class PackagingService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PackagingService.name);
  private readonly log: MediaLog = {
    info: (message, fields) => this.logger.log({ ...fields, msg: message }),
    warn: (message, fields) => this.logger.warn({ ...fields, msg: message }),
    error: (message, fields) => this.logger.error({ ...fields, msg: message }),
  };
  private readonly channels = new Map<string, Promise<Channel>>();
  private readonly opened: OpenedListener[] = [];
  private interpreters: (rallyId: string) => readonly InterpretedVoice[] = () => [];
  private program: string | null = null;
  private canWrite = false;
  private stopping = false;
  private reviewing: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly rallies: RalliesService,
    private readonly stages: StageStore,
    private readonly media: MediaPlane,
  ) {}

  async onModuleInit(): Promise<void> {
    this.program = await this.findFfmpeg();
    if (!this.program) return;
    this.stages.onChanged(({ rallyId }) => this.review(rallyId));
    this.media.onRoom((rallyId, room) => this.follow(rallyId, room));
    this.rallies.onMoved(({ id, state }) => {
      if (state === 'live') this.review(id);
      // The organiser need not wait until the last segment is written.
      else this.close(id, true).catch((error: unknown) => this.logger.error({ err: error, rallyId: id }));
    });
  }

  /** A rally that was live when the server stopped goes on where it was. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.program) return;
    for (const { id } of await this.rallies.list(['live'])) this.review(id);
    this.reviewing = setInterval(() => {
      for (const rallyId of this.channels.keys()) this.review(rallyId);
    }, reviewEveryMs);
  }

  /** Before the media workers stop, so that what is under way is written. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.reviewing);
    await Promise.all([...this.channels.keys()].map((rallyId) => this.close(rallyId, false)));
  }

  /** The ffmpeg that is used, known once the modules stand; null: nothing is packaged or recorded. */
  get ffmpeg(): string | null {
    return this.program;
  }

  /** Folder of a rally's segments. */
  folder(rallyId: string): string {
    return join(this.config.dataDir, 'recordings', rallyId);
  }

  /** Called with the log of each programme that begins, or goes on, and the parts of what is newest in it. */
  onOpened(listener: OpenedListener): void {
    this.opened.push(listener);
  }

  /** Has each rally sent out in these languages too, asked for whenever it is looked at: once a second. */
  interpretBy(find: (rallyId: string) => readonly InterpretedVoice[]): void {
    this.interpreters = find;
  }

  /** The ffmpeg processes that package now, by rally. */
  async pids(): Promise<Map<string, number>> {
    const found = await Promise.all(
      [...this.channels].map(async ([id, channel]) => [id, (await channel).pid] as const),
    );
    return new Map(found.flatMap(([id, pid]) => (pid === undefined ? [] : [[id, pid] as const])));
  }

  private review(rallyId: string): void {
    this.show(rallyId).catch((error: unknown) => this.logger.error({ err: error, rallyId }));
  }

  private async show(rallyId: string): Promise<void> {
    const { state, title } = await this.rallies.get(rallyId);
    if (state !== 'live' || this.stopping) return;
    const stage = await this.stages.get(rallyId);
    const channel = await this.channel(rallyId);
    const plan = planTake(stage.programme, this.media.find(rallyId), {
      nameOf: (seatId) => stage.seats.get(seatId)?.name ?? '',
      slate: languages.flatMap((language) => title[language] ?? []),
    });
    channel.show(withInterpreters(plan, this.interpreters(rallyId)));
  }

  private channel(rallyId: string): Promise<Channel> {
    const known = this.channels.get(rallyId);
    if (known) return known;
    const opening = Channel.open({
      ffmpeg: this.ffmpeg ?? '',
      folder: this.folder(rallyId),
      segmentSeconds,
      canWrite: this.canWrite,
      router: () => this.media.find(rallyId)?.router,
      log: this.log,
    }).then((channel) => {
      for (const listener of this.opened) listener(rallyId, channel.log, channel.parts);
      return channel;
    });
    opening.catch(() => this.channels.delete(rallyId));
    this.channels.set(rallyId, opening);
    return opening;
  }

  private async close(rallyId: string, over: boolean): Promise<void> {
    const channel = this.channels.get(rallyId);
    this.channels.delete(rallyId);
    await (await channel)?.close(over);
  }

  private follow(rallyId: string, room: StageRoom): void {
    room.on('sourceadded', (source) => {
      // Its reports are listened to before it is on air, so that nobody waits for one then.
      SenderClock.of(source.producer);
      source.on('layers', () => this.review(rallyId));
    });
  }

  private async findFfmpeg(): Promise<string | null> {
    const { ffmpegBin } = this.config.media;
    if (ffmpegBin === null) return null;
    try {
      const { stdout } = await promisify(execFile)(ffmpegBin, ['-version'], { timeout: 10_000 });
      this.canWrite = stdout.includes('--enable-libass');
      return ffmpegBin;
    } catch {
      this.logger.warn(`No ffmpeg (${ffmpegBin}): HLS and recording are off. Install it, or set FFMPEG_BIN.`);
      return null;
    }
  }
}
