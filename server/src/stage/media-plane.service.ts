import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PayloadError } from '@sammelan/shared/contract/parse.js';
import { NotFoundError } from '../access/access.errors.js';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/environment.js';
import { CONFIG } from '../config/config.module.js';
import { MediaError } from '../media/media-errors.js';
import type { MediaLog } from '../media/media-options.js';
import { RoomRegistry } from '../media/room-registry.js';
import type { StageRoom } from '../media/stage-room.js';
import { WorkerPool } from '../media/worker-pool.js';
import type { WorkerUsage } from '../media/worker-slot.js';
import { MediaUnavailableError, MediaUnsupportedError } from './stage.errors.js';

type RoomListener = (rallyId: string, room: StageRoom) => void;

/** The media engine's life inside the application: its workers, and a room per rally. */
@Injectable()
export class MediaPlane implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(MediaPlane.name);
  private readonly log: MediaLog = {
    info: (message, fields) => this.logger.log({ ...fields, msg: message }),
    warn: (message, fields) => this.logger.warn({ ...fields, msg: message }),
    error: (message, fields) => this.logger.error({ ...fields, msg: message }),
  };
  private readonly standing = new Map<string, StageRoom>();
  private readonly listeners: RoomListener[] = [];
  private pool!: WorkerPool;
  private registry!: RoomRegistry;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    const { workerBin, workers, listenIp, announcedAddress, portBase } = this.config.media;
    try {
      this.pool = await WorkerPool.create({
        workers,
        portBase,
        listenIp,
        announcedAddress: announcedAddress ?? undefined,
        workerBin: workerBin ?? undefined,
        log: this.log,
      });
    } catch (error) {
      if (error instanceof MediaError && error.code === 'port-taken') {
        throw new ConfigError(error.message, { cause: error });
      }
      throw error;
    }
    this.registry = new RoomRegistry(this.pool, this.log);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.registry?.closeAll();
    await this.pool?.close();
  }

  /** Called for each room that is built, before anyone is in it. */
  onRoom(listener: RoomListener): void {
    this.listeners.push(listener);
  }

  /** The rally's room, built on first use. @throws MediaUnavailableError */
  open(rallyId: string): Promise<StageRoom> {
    const room = this.registry.open(rallyId, (built) => {
      this.standing.set(rallyId, built);
      built.once('closed', () => {
        if (this.standing.get(rallyId) === built) this.standing.delete(rallyId);
      });
      for (const listener of this.listeners) listener(rallyId, built);
    });
    return asked(() => room);
  }

  /** The rally's room if there is one. */
  find(rallyId: string): StageRoom | undefined {
    return this.standing.get(rallyId);
  }

  get rooms(): ReadonlyMap<string, StageRoom> {
    return this.standing;
  }

  usage(): Promise<WorkerUsage[]> {
    return this.pool.usage();
  }

  close(rallyId: string): Promise<void> {
    return this.registry.close(rallyId);
  }
}

/** Runs what a client asked of the engine; its refusals become errors that the client can read. */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    if (error.code === 'bad-parameters') throw new MediaUnsupportedError(error.message);
    if (error.code === 'malformed') throw new PayloadError({ sdp: [error.message] });
    if (error.code === 'not-found') throw new NotFoundError('source');
    throw new MediaUnavailableError(error.message);
  }
}
