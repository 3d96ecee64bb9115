import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { types } from 'mediasoup';
import { eventually } from '../support/eventually.js';
import { Film } from '../support/film.js';
import { openPool, quietLog } from '../support/media.js';
import { beeps, complaints, joined } from '../support/programme-files.js';
import type { WorkerPool } from '@sammelan/server/media/worker-pool.js';
import { Channel } from '@sammelan/server/media/packaging/channel.js';
import { ProgrammeLog } from '@sammelan/server/media/packaging/programme-log.js';
import { slatePlan, type TakePlan } from '@sammelan/server/media/packaging/take-plan.js';

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

  test('goes from the slate to a speaker, to another, and back, each time as a new take', async () => {
    const [one, two, channel] = [await filmOf('one'), await filmOf('two'), await channelIn()];
    const plans = [slatePlan, copyOf(one), copyOf(two), slatePlan];
    for (const [index, plan] of plans.entries()) {
      channel.show(plan);
      await eventually(
        () => channel.log.takes.length === index + 1 && segments(channel) >= 1,
        `take ${index + 1}`,
        patienceMs,
      );
    }
    await channel.close(true);
    for (const take of channel.log.takes) {
      for (const rendition of ['mid', 'audio', 'voice'] as const) {
        expect(await complaints(await joined(folder, take, rendition))).toBe('');
      }
    }
    // What the disk says is what was said.
    const again = await ProgrammeLog.open(folder);
    expect(again.takes).toEqual(channel.log.takes);
    expect(again.endedAt).not.toBeNull();
  });

  test('whose ffmpeg is killed, or hangs, goes on with another one', async () => {
    const [film, channel] = [await filmOf('one'), await channelIn()];
    channel.show(copyOf(film));
    for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
      await eventually(() => segments(channel) >= 1, 'it goes out', patienceMs);
      const before = channel.log.takes.length;
      const pid = channel.pid!;
      process.kill(pid, signal);
      await eventually(
        () => channel.log.takes.length > before && segments(channel) >= 1,
        `after ${signal}`,
        patienceMs,
      );
      expect(channel.pid).not.toBe(pid);
    }
  });

  test('a microphone that is muted is silence, and no pause', async () => {
    const [film, channel] = [await filmOf('one'), await channelIn()];
    await film.voice.setPaused(true);
    channel.show(copyOf(film));
    const heard = () => channel.log.takes.at(-1)?.segments.audio?.length ?? 0;
    await eventually(() => heard() >= 3, 'three segments of silence', patienceMs);
    expect(channel.log.takes).toHaveLength(1);
    await film.voice.setPaused(false);
    const muted = heard();
    await eventually(() => heard() >= muted + 3, 'the voice is back', patienceMs);
    await channel.close(true);
    expect(channel.log.takes).toHaveLength(1);
    expect(await beeps(await joined(folder, channel.log.takes[0]!, 'audio'))).not.toEqual([]);
  });
});
