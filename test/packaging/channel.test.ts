import { ProgrammeLog } from '@sammelan/server/media/packaging/programme-log.js';
import { slatePlan } from '@sammelan/server/media/packaging/take-plan.js';
import { ChannelWorld, copyOf, patienceMs, segments, segmentSeconds } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { beeps, complaints, joined } from '../support/programme-files.js';

describe('a channel', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await ChannelWorld.open();
  });
  beforeEach(() => world.begin());
  afterEach(() => world.clear());
  afterAll(() => world.close());

  test('goes from the slate to a speaker, to another, and back, each time as a new take', async () => {
    const [one, two, channel] = [await world.film('one'), await world.film('two'), await world.channel()];
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
        expect(await complaints(await joined(world.folder, take, rendition))).toBe('');
      }
    }
    // What the disk says is what was said.
    const again = await ProgrammeLog.open(world.folder);
    expect(again.takes).toEqual(channel.log.takes);
    expect(again.endedAt).not.toBeNull();
  });

  test('whose ffmpeg is killed, or hangs, goes on with another one within a segment', async () => {
    // Key frames as often as a browser would send them when asked.
    const [film, channel] = [await world.film('one', { keySeconds: 0.4 }), await world.channel()];
    channel.show(copyOf(film));
    for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
      await eventually(() => segments(channel) >= 1, 'it goes out', patienceMs);
      const before = channel.log.takes.length;
      const pid = channel.pid!;
      process.kill(pid, signal);
      const going = () => channel.log.takes.length > before && segments(channel) >= 1;
      await eventually(going, `after ${signal}`, patienceMs);
      expect(channel.pid).not.toBe(pid);
      const [former, next] = channel.log.takes.slice(-2).map(({ segments }) => segments.mid!);
      const last = former!.at(-1)!;
      const gap = (next![0]!.at - last.at) / 1000 - last.seconds;
      // A hanging one is told by the second in which nothing came.
      expect(gap).toBeLessThan(signal === 'SIGKILL' ? segmentSeconds : segmentSeconds + 1);
    }
  });

  test('a microphone that is muted is silence, and no pause', async () => {
    const [film, channel] = [await world.film('one'), await world.channel()];
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
    expect(await beeps(await joined(world.folder, channel.log.takes[0]!, 'audio'))).not.toEqual([]);
  });
});
