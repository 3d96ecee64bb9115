import { ChannelWorld, copyOf, patienceMs, segments } from '../../../../test/support/channel-world.js';
import { eventually } from '../../../../test/support/eventually.js';
import { beatSeconds } from '../../../../test/support/film.js';
import { beeps, complaints, flashes, joined, packetsOf } from '../../../../test/support/programme-files.js';

describe('a channel', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await ChannelWorld.open();
  });
  beforeEach(() => world.begin());
  afterEach(() => world.clear());
  afterAll(() => world.close());

  test('copies a picture, encodes its sound, in segments of two seconds and in step', async () => {
    const [film, channel] = [await world.film('one'), await world.channel()];
    channel.show(copyOf(film));
    await eventually(() => segments(channel) >= 4, 'four segments', patienceMs);
    const said = (await film.saidApartMs()) / 1000;
    await channel.close(true);
    const [take] = channel.log.takes;
    const [video, audio, voice] = await Promise.all(
      (['mid', 'audio', 'voice'] as const).map((rendition) => joined(world.folder, take!, rendition)),
    );
    for (const file of [video, audio, voice]) expect(await complaints(file!)).toBe('');
    const whole = take!.segments.mid!.slice(0, 4);
    for (const { seconds } of whole) expect(seconds).toBeCloseTo(2, 1);
    expect((await packetsOf(video!))[0]!.key).toBe(true);
    // Each beep belongs to the flash nearest to it, by the sender's own clock.
    const [seen, heard] = [await flashes(video!), await beeps(audio!)];
    const apart = heard.map((at) => Math.min(...seen.map((one) => Math.abs(one + said - at))));
    const pairs = apart.filter((seconds) => seconds < beatSeconds / 2);
    expect(pairs.length).toBeGreaterThanOrEqual(2);
    for (const seconds of pairs) expect(seconds).toBeLessThan(0.08);
  });
});
