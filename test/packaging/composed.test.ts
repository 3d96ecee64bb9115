import { slatePlan, type TakePlan } from '@sammelan/server/media/packaging/take-plan.js';
import { ChannelWorld, composedOf, copyOf, patienceMs, segments } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { beatSeconds } from '../support/film.js';
import { beeps, complaints, flashes, joined, lastPicture } from '../support/programme-files.js';

describe('what is encoded anew', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await ChannelWorld.open();
  });
  beforeEach(() => world.begin());
  afterEach(() => world.clear());
  afterAll(() => world.close());

  /** By how much sound is later than the picture, in seconds: the middle of what each beep says. */
  const lateness = async (index: number, channel: Awaited<ReturnType<ChannelWorld['channel']>>): Promise<number> => {
    const take = channel.log.takes[index]!;
    const seen = await flashes(await joined(world.folder, take, 'mid'));
    const heard = await beeps(await joined(world.folder, take, 'audio'));
    const apart = heard.flatMap((at) => {
      const nearest = seen.map((one) => at - one).sort((a, b) => Math.abs(a) - Math.abs(b))[0];
      return nearest !== undefined && Math.abs(nearest) < beatSeconds / 2 ? [nearest] : [];
    });
    expect(apart.length).toBeGreaterThanOrEqual(2);
    return apart.sort((a, b) => a - b)[Math.floor(apart.length / 2)]!;
  };

  test('is as much in step as what is copied', async () => {
    const [film, channel] = [await world.film('', { keySeconds: 0.4 }), await world.channel()];
    for (const [index, plan] of [copyOf(film), composedOf('single', film)].entries()) {
      channel.show(plan);
      await eventually(() => channel.log.takes.length > index && segments(channel) >= 4, plan.kind, patienceMs);
    }
    await channel.close(true);
    const last = channel.log.takes.length - 1;
    expect(Math.abs((await lateness(last, channel)) - (await lateness(0, channel)))).toBeLessThan(0.08);
  }, 120_000);

  test('shows a layout, a portrait whole in its middle, names, and words on the slate', async () => {
    const wide = await world.film('विद्यार्थी', { codec: 'VP8', size: '640x360', pattern: true, keySeconds: 0.4 });
    const tall = await world.film('Speaker from Gaya', { size: '360x640', pattern: true, keySeconds: 0.4 });
    const channel = await world.channel();
    const plans: [TakePlan, bright: [x: number, y: number][], dark: [x: number, y: number][]][] = [
      [composedOf('side-by-side', wide, tall), [[0.25, 0.2], [0.75, 0.2]], []], // prettier-ignore
      [composedOf('picture-in-picture', tall, wide), [[0.5, 0.2], [0.9, 0.8]], [[0.1, 0.2], [0.9, 0.2]]], // prettier-ignore
      [composedOf('single', wide), [[0.1, 0.2], [0.9, 0.2]], []], // prettier-ignore
      [{ ...slatePlan, key: 'words', lines: ['ज़िला सम्मेलन'] } as TakePlan, [], [[0.1, 0.2]]],
    ];
    for (const [index, [plan, bright, dark]] of plans.entries()) {
      channel.show(plan);
      await eventually(() => channel.log.takes.length > index && segments(channel) >= 2, plan.key, patienceMs);
      const file = await joined(world.folder, channel.log.takes.at(-1)!, 'mid');
      const picture = await lastPicture(file);
      for (const [x, y] of bright) expect(`${plan.key} ${x},${y}: ${picture.at(x, y) > 60}`).toMatch(/true$/);
      for (const [x, y] of dark) expect(`${plan.key} ${x},${y}: ${picture.at(x, y) < 40}`).toMatch(/true$/);
      // White letters on the slate's middle; names at the feet of the others.
      const [top, bottom] = plan.kind === 'slate' ? [0.45, 0.55] : [0.9, 0.95];
      expect(picture.brightest(top, bottom)).toBeGreaterThan(200);
    }
    await channel.close(true);
    for (const take of channel.log.takes) {
      for (const rendition of ['mid', 'audio'] as const)
        expect(await complaints(await joined(world.folder, take, rendition))).toBe('');
    }
  }, 150_000);
});
