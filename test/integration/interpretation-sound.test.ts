import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageSource } from '@sammelan/server/media/stage-source.js';
import type { Channel } from '@sammelan/server/media/packaging/channel.js';
import { masterPlaylist, mediaPlaylist } from '@sammelan/server/media/packaging/playlists.js';
import { withInterpreters } from '@sammelan/server/media/packaging/take-plan.js';
import { duckedFloor } from '@sammelan/shared/interpretation/interpretation.rules.js';
import { ChannelWorld, copyOf, patienceMs, segments } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { joined, soundOf, toneIn } from '../support/tones.js';

const floorTone = 400;
const interpreterTone = 1000;
/** Below this a tone is not there. */
const nothing = -60;
const duckedDb = 20 * Math.log10(duckedFloor);

/** A real worker, a real ffmpeg: a floor of one tone, an interpreter of another. */
describe('interpretation in what is packaged', () => {
  let world: ChannelWorld;
  let channel: Channel;
  /** How loud each tone is, quarter by quarter of a second. */
  const heard = { floor: [] as number[], interpreter: [] as number[], floorAlone: [] as number[] };

  beforeAll(async () => {
    world = await ChannelWorld.open();
    await world.begin();
    const floor = await world.film('speaker', { tone: floorTone });
    const interpreter = await world.film('interpreter', { tone: interpreterTone });
    let speaks: StageSource | undefined;
    channel = await world.channel();
    channel.show(withInterpreters(copyOf(floor), [{ language: 'en', source: () => speaks }]));
    const more = (count: number) => {
      const until = segments(channel) + count;
      return eventually(() => segments(channel) >= until, `${until} segments`, patienceMs, 100);
    };
    await more(1);
    speaks = interpreter.voice;
    await more(2);
    speaks = undefined;
    await more(3);
    await channel.close(true);
    const hear = async (rendition: 'audio' | 'sound-en') => {
      const take = channel.log.takes.at(-1)!;
      const paths = take.segments[rendition]!.map(({ uri }) => join(world.folder, uri));
      const file = join(world.folder, `${rendition}.mp4`);
      await writeFile(file, await joined(join(world.folder, take.facts[rendition]!.init), paths));
      return soundOf(file);
    };
    const [alone, mixed] = [await hear('audio'), await hear('sound-en')];
    heard.floorAlone = toneIn(alone, floorTone);
    heard.floor = toneIn(mixed, floorTone);
    heard.interpreter = toneIn(mixed, interpreterTone);
  }, 120_000);
  afterAll(async () => {
    await world?.clear();
    await world?.close();
  });

  it('lays the interpreter over a floor at 15 %, and gives it back when they are silent', () => {
    const { floor, interpreter } = heard;
    const spoken = floor.filter((_, at) => interpreter[at]! > -15 && interpreter[at - 2]! > -15);
    const begun = interpreter.findIndex((db) => db > nothing);
    const full = floor.slice(2, begun - 1);
    expect(full.length).toBeGreaterThan(1);
    expect(spoken.length).toBeGreaterThan(8);
    const middle = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
    const lowered = middle(spoken) - middle(full);
    process.stdout.write(`interpretation: the floor ${lowered.toFixed(1)} dB under an interpreter\n`);
    expect(Math.abs(lowered - duckedDb)).toBeLessThan(1);
    // As loud as before at the end, three seconds after the last word.
    expect(interpreter.at(-2)).toBeLessThan(nothing);
    expect(Math.abs(floor.at(-2)! - middle(full))).toBeLessThan(1);
  });

  it('leaves the floor’s own sound as it is', () => {
    const steady = heard.floorAlone.slice(2, -1);
    expect(Math.max(...steady) - Math.min(...steady)).toBeLessThan(3);
  });

  it('is cut with the others', () => {
    const { takes } = channel.log;
    const lines = (rendition: 'audio' | 'sound-en') =>
      mediaPlaylist(takes, rendition, { ended: true, full: true }).split('\n');
    const shape = (all: readonly string[]) => all.filter((line) => /DISCONTINUITY|EXTINF/.test(line)).length;
    expect(shape(lines('sound-en'))).toBe(shape(lines('audio')));
    const times = (rendition: 'audio' | 'sound-en') => takes.at(-1)!.segments[rendition]!.map(({ at }) => at);
    times('sound-en').forEach((at, index) => expect(Math.abs(at - times('audio')[index]!)).toBeLessThan(50));
    const english = { type: 'AUDIO', language: 'en', name: 'English', playlist: 'sound-en' } as const;
    expect(masterPlaylist(takes, { ended: true, sides: [english] })).toContain(
      'TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="1",URI="sound-en.m3u8"',
    );
  });
});
