import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Channel } from '@sammelan/server/media/packaging/channel.js';
import { masterPlaylist, mediaPlaylist } from '@sammelan/server/media/packaging/playlists.js';
import { renditions, slatePlan } from '@sammelan/server/media/packaging/take-plan.js';
import { whole } from '@sammelan/server/packaging/hls.service.js';
import { ChannelWorld, composedOf, copyOf, patienceMs, segments } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { readPlaylist } from '../support/hls-text.js';
import { type HlsSource, validate } from '../support/hls-validator.js';

describe('an independent validator', () => {
  let world: ChannelWorld;
  beforeAll(async () => {
    world = await ChannelWorld.open();
    await world.begin();
  });
  afterAll(async () => {
    await world.clear();
    await world.close();
  });

  /** A programme as players get it. */
  const source = ({ log }: Channel, ended: boolean): HlsSource => ({
    text: (name) => {
      const what = name.replace(/\.m3u8$/, '');
      const rendition = renditions.find((one) => one === what);
      const takes = whole(log);
      return Promise.resolve(
        rendition ? mediaPlaylist(takes, rendition, { ended, full: true }) : masterPlaylist(takes, { ended }),
      );
    },
    bytes: (uri) => readFile(join(world.folder, uri)),
  });

  test('finds nothing in what is made anew, in what is copied, and in what is encoded', async () => {
    const film = await world.film('', { pattern: true });
    const vp8 = await world.film('', { codec: 'VP8', pattern: true });
    const channel = await world.channel();
    for (const plan of [slatePlan, copyOf(film), composedOf('side-by-side', vp8, film)]) {
      const before = channel.log.takes.length;
      channel.show(plan);
      await eventually(() => channel.log.takes.length > before && segments(channel) >= 3, plan.kind, 3 * patienceMs);
      expect((await validate(source(channel, false))).faults).toEqual([]);
    }
    await channel.close(true);
    const { faults, segments: count } = await validate(source(channel, true));
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(3 * (3 + 3 + 5));
    // It would say so.
    const text = await source(channel, true).text('mid.m3u8');
    expect(readPlaylist('mid', text.replace(/#EXTINF:\d/, '#EXTINF:9')).faults).toHaveLength(2);
    expect(readPlaylist('mid', text.replace('#EXT-X-DISCONTINUITY\n', '')).faults.join()).toContain('discontinuity');
    const heavier: HlsSource = {
      ...source(channel, true),
      text: async (name) => (await source(channel, true).text(name)).replaceAll(/(BANDWIDTH=)\d+/g, '$11000'),
    };
    expect((await validate(heavier)).faults).toHaveLength(8);
  }, 480_000);
});
