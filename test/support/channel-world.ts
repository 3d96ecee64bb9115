import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Channel } from '@sammelan/server/media/packaging/channel.js';
import type { TakePlan } from '@sammelan/server/media/packaging/take-plan.js';
import type { WorkerPool } from '@sammelan/server/media/worker-pool.js';
import type { Layout } from '@sammelan/shared/stage/stage.rules.js';
import type { types } from 'mediasoup';
import { Film, type FilmOptions } from './film.js';
import { openPool, quietLog } from './media.js';

/** Real workers, a real ffmpeg on either side; the machine may be busy. */
export const patienceMs = 40_000;

export const segmentSeconds = 2;

/** One media worker, and what a test has on it: films that are spoken, channels that send them out, a folder for what comes. */
export class ChannelWorld {
  folder = '';
  private readonly films: Film[] = [];
  private readonly channels: Channel[] = [];

  private constructor(
    private readonly pool: WorkerPool,
    readonly router: types.Router,
  ) {}

  static async open(): Promise<ChannelWorld> {
    const pool = await openPool({ workers: 1 });
    return new ChannelWorld(pool, await pool.alive[0]!.createRouter());
  }

  /** Before each test: an empty folder. */
  async begin(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'sammelan-channel-'));
  }

  /** After each test: nothing goes on, nothing is left. */
  async clear(): Promise<void> {
    await Promise.all(this.channels.splice(0).map((channel) => channel.close(false)));
    await Promise.all(this.films.splice(0).map((film) => film.end()));
    await rm(this.folder, { recursive: true, force: true });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  async channel(): Promise<Channel> {
    const channel = await Channel.open({
      ffmpeg: process.env['FFMPEG_BIN'] || 'ffmpeg',
      folder: this.folder,
      segmentSeconds,
      canWrite: true,
      router: () => this.router,
      log: quietLog,
    });
    this.channels.push(channel);
    return channel;
  }

  async film(seatId: string, options: FilmOptions = {}): Promise<Film> {
    const film = await Film.show(this.router, seatId, options);
    this.films.push(film);
    return film;
  }
}

export const copyOf = ({ picture, voice }: Film): TakePlan => ({
  kind: 'copy',
  key: `copy ${picture.id}`,
  picture,
  layers: [{ rung: 'mid', layer: undefined }],
  voice,
});

/** Several films at once, encoded anew; each called by its seat's name. */
export const composedOf = (layout: Layout, ...films: Film[]): TakePlan => ({
  kind: 'composed',
  key: ['composed', layout, ...films.map(({ picture }) => picture.id)].join(' '),
  layout,
  pictures: films.map(({ picture }) => ({ source: picture, layer: undefined })),
  voices: films.map(({ voice }) => voice),
  names: films.map(({ picture }) => picture.seatId),
});

/** Segments of the picture in a take; the last one unless told otherwise. */
export const segments = ({ log }: Channel, take = -1): number => log.takes.at(take)?.segments.mid?.length ?? 0;
