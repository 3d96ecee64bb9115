import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageSource } from '@sammelan/server/media/stage-source.js';
import type { Channel } from '@sammelan/server/media/packaging/channel.js';
import { masterPlaylist, mediaPlaylist } from '@sammelan/server/media/packaging/playlists.js';
import { withInterpreters } from '@sammelan/server/media/packaging/take-plan.js';
import { duckedFloor } from '@sammelan/shared/interpretation/interpretation.rules.js';
import { ChannelWorld, copyOf } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import { joined, soundOf, toneIn } from '../support/tones.js';

const floorTone = 400;
const interpreterTone = 1000;
/** Below this a tone is not there. */
const nothing = -60;
/** Above it a tone is as it was spoken; under an interpreter the floor is at -24 dB. */
const loud = -15;
/** The floor as it was spoken: -8 dB, as Opus and AAC leave it. */
const asSpoken = -10;
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
    /** What is on the disk so far. */
    const hear = async (rendition: 'audio' | 'sound-en') => {
      const take = channel.log.takes.at(-1);
      const paths = (take?.segments[rendition] ?? []).map(({ uri }) => join(world.folder, uri));
      if (!take || paths.length === 0) return new Float32Array();
      const file = join(world.folder, `${rendition}.mp4`);
      await writeFile(file, await joined(join(world.folder, take.facts[rendition]!.init), paths));
      return soundOf(file);
    };
    const hearInterpreted = async () => {
      const mixed = await hear('sound-en');
      heard.floor = toneIn(mixed, floorTone);
      heard.interpreter = toneIn(mixed, interpreterTone);
      return heard;
    };
    // By what is heard, not by the clock: where the machine is busy, voices come when they come.
    const until = (check: (now: typeof heard) => boolean, what: string) =>
      eventually(async () => check(await hearInterpreted()), what, 60_000, 1_000);
    await until(({ floor }) => floor.length >= 6, 'the floor');
    speaks = interpreter.voice;
    await until(({ interpreter: voice }) => voice.filter((db) => db > loud).length >= 12, 'the interpreter');
    speaks = undefined;
    await until(
      ({ interpreter: voice, floor }) => voice.at(-2)! < nothing && floor.at(-2)! > asSpoken,
      'the floor again',
    );
    await channel.close(true);
    await hearInterpreted();
    heard.floorAlone = toneIn(await hear('audio'), floorTone);
    // Three waits of a minute at most, on a busy machine.
  }, 240_000);
  afterAll(async () => {
    await world?.clear();
    await world?.close();
  });

  it('lays the interpreter over a floor at 15 %, and gives it back when they are silent', () => {
    const { floor, interpreter } = heard;
    const spoken = floor.filter((_, at) => interpreter[at]! > loud && interpreter[at - 2]! > loud);
    const begun = interpreter.findIndex((db) => db > loud);
    const full = floor.slice(2, begun - 1);
    expect(full.length).toBeGreaterThan(1);
    expect(spoken.length).toBeGreaterThan(6);
    const middle = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
    const lowered = middle(spoken) - middle(full);
    process.stdout.write(`interpretation: the floor ${lowered.toFixed(1)} dB under an interpreter\n`);
    expect(Math.abs(lowered - duckedDb)).toBeLessThan(1);
    // As loud as before at the end, three seconds after the last word.
    expect(interpreter.at(-2)).toBeLessThan(nothing);
    expect(floor.at(-2)).toBeGreaterThan(asSpoken);
  });

  it('leaves the floor’s own sound as it is', () => {
    const steady = heard.floorAlone.slice(2, -1);
    expect(Math.max(...steady)).toBeLessThan(loud + 10);
    expect(steady.filter((db) => db < loud).length).toBeLessThan(steady.length / 10);
  });

  it('is cut with the others', () => {
    const { takes } = channel.log;
    const lines = (rendition: 'audio' | 'sound-en') =>
      mediaPlaylist(takes, rendition, { ended: true, full: true }).split('\n');
    const cuts = (all: readonly string[]) => all.filter((line) => line === '#EXT-X-DISCONTINUITY').length;
    expect(cuts(lines('sound-en'))).toBe(cuts(lines('audio')));
    const times = (rendition: 'audio' | 'sound-en') => takes.at(-1)!.segments[rendition]!.map(({ at }) => at);
    const [floor, mixed] = [times('audio'), times('sound-en')];
    // What was under way at the end may be a piece longer in one than in the other.
    expect(Math.abs(floor.length - mixed.length)).toBeLessThanOrEqual(1);
    mixed.slice(0, floor.length).forEach((at, index) => expect(Math.abs(at - floor[index]!)).toBeLessThan(50));
    const english = { type: 'AUDIO', language: 'en', name: 'English', playlist: 'sound-en' } as const;
    expect(masterPlaylist(takes, { ended: true, sides: [english] })).toContain(
      'TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="1",URI="sound-en.m3u8"',
    );
  });
});
