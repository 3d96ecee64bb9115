import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { types } from 'mediasoup';
import { eventually } from '../../../../test/support/eventually.js';
import { beatSeconds, Film } from '../../../../test/support/film.js';
import { openPool, quietLog } from '../../../../test/support/media.js';
import { beeps, complaints, flashes, joined, packetsOf } from '../../../../test/support/programme-files.js';
import type { WorkerPool } from '../worker-pool.js';
import { Channel } from './channel.js';
import type { TakePlan } from './take-plan.js';

/** Real workers, a real ffmpeg on either side; the machine may be busy. */
const patienceMs = 40_000;

describe('a channel', () => {
  let pool: WorkerPool;
  let router: types.Router;
  let folder: string;
  const films: Film[] = [];
  const channels: Channel[] = [];

  beforeAll(async () => {
    pool = await openPool({ workers: 1 });
    router = await pool.alive[0]!.createRouter();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sammelan-channel-'));
  });
  afterEach(async () => {
    await Promise.all(channels.splice(0).map((channel) => channel.close(false)));
    await Promise.all(films.splice(0).map((film) => film.end()));
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => pool.close());

  const channelIn = async (): Promise<Channel> => {
    const options = { ffmpeg: process.env['FFMPEG_BIN'] || 'ffmpeg', folder, segmentSeconds: 2, router: () => router };
    const channel = await Channel.open({ ...options, log: quietLog });
    channels.push(channel);
    return channel;
  };
  const filmOf = async (seatId: string): Promise<Film> => {
    const film = await Film.show(router, seatId);
    films.push(film);
    return film;
  };
  const copyOf = ({ picture, voice }: Film): TakePlan => ({
    kind: 'copy',
    key: `copy ${picture.id}`,
    picture,
    layers: [{ rung: 'mid', layer: undefined }],
    voice,
  });
  const segments = ({ log }: Channel, take = -1): number => log.takes.at(take)?.segments.mid?.length ?? 0;

  test('copies a picture, encodes its sound, in segments of two seconds and in step', async () => {
    const [film, channel] = [await filmOf('one'), await channelIn()];
    channel.show(copyOf(film));
    await eventually(() => segments(channel) >= 4, 'four segments', patienceMs);
    await channel.close(true);
    const [take] = channel.log.takes;
    const [video, audio, voice] = await Promise.all(
      (['mid', 'audio', 'voice'] as const).map((rendition) => joined(folder, take!, rendition)),
    );
    for (const file of [video, audio, voice]) expect(await complaints(file!)).toBe('');
    const whole = take!.segments.mid!.slice(0, 4);
    for (const { seconds } of whole) expect(seconds).toBeCloseTo(2, 1);
    expect((await packetsOf(video!))[0]!.key).toBe(true);
    // Each beep belongs to the flash nearest to it.
    const [seen, heard] = [await flashes(video!), await beeps(audio!)];
    const apart = heard.map((at) => Math.min(...seen.map((one) => Math.abs(one - at))));
    const pairs = apart.filter((seconds) => seconds < beatSeconds / 2);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    for (const seconds of pairs) expect(seconds).toBeLessThan(0.08);
  });
});
