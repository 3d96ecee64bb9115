import type { Channel } from '@sammelan/server/media/packaging/channel.js';
import { slatePlan, type TakePlan } from '@sammelan/server/media/packaging/take-plan.js';
import { ChannelWorld, composedOf, copyOf, segments } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { beatSeconds } from '../support/film.js';
import { beeps, complaints, flashes, joined, lastPicture } from '../support/programme-files.js';

/** A busy machine comes to it late: it has a lower priority. */
const encodingPatienceMs = 120_000;

describe('what is encoded anew', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await ChannelWorld.open();
  });
  beforeEach(() => world.begin());
  afterEach(() => world.clear());
  afterAll(() => world.close());

  /** Shows a plan, until so much of it has gone out. Resolves with the place of its take. */
  const shown = async (channel: Channel, plan: TakePlan, count: number): Promise<number> => {
    const before = channel.log.takes.length;
    channel.show(plan);
    await eventually(
      () => channel.log.takes.length > before && segments(channel) >= count,
      plan.key,
      encodingPatienceMs,
    );
    return channel.log.takes.length - 1;
  };

  /** By how much sound is later than the picture, in seconds: the middle of what three beeps and more say. */
  const lateness = async (index: number, channel: Channel): Promise<number> => {
    const take = () => channel.log.takes[index]!;
    const pairs = async () => {
      const seen = await flashes(await joined(world.folder, take(), 'mid'));
      const heard = await beeps(await joined(world.folder, take(), 'audio'));
      const apart = heard.flatMap((at) => {
        const nearest = seen.map((one) => at - one).sort((a, b) => Math.abs(a) - Math.abs(b))[0];
        return nearest !== undefined && Math.abs(nearest) < beatSeconds / 2 ? [nearest] : [];
      });
      return apart.length >= 3 ? apart : null;
    };
    const apart = await eventually(pairs, 'three beats', encodingPatienceMs, 1000);
    return apart.sort((a, b) => a - b)[Math.floor(apart.length / 2)]!;
  };

  test('is in step with its speaker, as what is copied is: within 80 ms by the sender’s own clock', async () => {
    const film = await world.film('', { keySeconds: 0.4 });
    const vp8 = await world.film('', { codec: 'VP8', keySeconds: 0.4 });
    const channel = await world.channel();
    const apart: Record<string, number> = {};
    for (const [name, plan, one] of [
      ['copied', copyOf(film), film],
      ['encoded', composedOf('single', film), film],
      ['encoded from VP8', composedOf('single', vp8), vp8],
    ] as const) {
      const index = await shown(channel, plan, 3);
      apart[name] = Math.round((await lateness(index, channel)) * 1000 - (await one.saidApartMs()));
    }
    process.stdout.write(`sound after picture, ms: ${JSON.stringify(apart)}\n`);
    expect(Math.max(...Object.values(apart).map(Math.abs))).toBeLessThan(80);
  }, 480_000);

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
    for (const [plan, bright, dark] of plans) {
      const index = await shown(channel, plan, 2);
      const file = await joined(world.folder, channel.log.takes[index]!, 'mid');
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
  }, 600_000);
});
