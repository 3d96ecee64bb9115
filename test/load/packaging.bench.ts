import { setTimeout as sleep } from 'node:timers/promises';
import { openComposedSource } from '@sammelan/server/media/packaging/composed-source.js';
import { openCopySource } from '@sammelan/server/media/packaging/copy-source.js';
import { Take } from '@sammelan/server/media/packaging/take.js';
import type { Rung, TakePlan } from '@sammelan/server/media/packaging/take-plan.js';
import type { TakeSource } from '@sammelan/server/media/packaging/take-source.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { paintSpeaker } from '../e2e/painted-speaker.js';
import { TestBrowser } from '../support/browser.js';
import { ChannelWorld, composedOf, copyOf, segmentSeconds } from '../support/channel-world.js';
import { eventually } from '../support/eventually.js';
import type { Film } from '../support/film.js';
import { latenciesBehind } from '../support/hls-latency.js';
import { liveRally } from '../support/live-rally.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import { type Bench, percentile, type Row } from './support/bench.js';
import { cpuMicros } from './support/process-figures.js';

/** As a speaker's browser sends them. */
const rungs: { rung: Rung; size: string; kbps: number }[] = [
  { rung: 'low', size: '320x180', kbps: 95 },
  { rung: 'mid', size: '640x360', kbps: 500 },
  { rung: 'high', size: '1280x720', kbps: 1500 },
];
type CopyPlan = Extract<TakePlan, { kind: 'copy' }>;
type ComposedPlan = Extract<TakePlan, { kind: 'composed' }>;

/** Percent of a core. */
interface Cpu {
  ffmpeg: number;
  /** This process: packets relayed, fragments written. */
  node: number;
}

const plus = (one: Cpu, other: Cpu, sign: number): Cpu => ({
  ffmpeg: one.ffmpeg + sign * other.ffmpeg,
  node: one.node + sign * other.node,
});
const sum = ({ ffmpeg, node }: Cpu): number => ffmpeg + node;
const least = (all: readonly Cpu[]): Cpu => all.reduce((best, one) => (sum(one) < sum(best) ? one : best));

/** What a take costs while it goes on. */
async function costOf(world: ChannelWorld, name: string, source: TakeSource, seconds: number): Promise<Cpu> {
  const take = await Take.start(process.env['FFMPEG_BIN'] || 'ffmpeg', source, {
    folder: world.folder,
    name,
    segmentSeconds,
  });
  try {
    // What is encoded has a lower priority: a busy machine comes to it late.
    await eventually(() => take.ready, `${name} goes out`, 120_000);
    await sleep(2_000);
    const look = () => ({ ffmpeg: cpuMicros(take.pid!), node: cpuMicros(process.pid), at: performance.now() });
    const before = look();
    await sleep(seconds * 1000);
    const after = look();
    if (take.closed) throw new Error(`${name} ended`);
    const share = 100 / ((after.at - before.at) * 1000);
    return { ffmpeg: (after.ffmpeg - before.ffmpeg) * share, node: (after.node - before.node) * share };
  } finally {
    await take.close();
  }
}

async function* cpuRows(seconds: number, repeats: number, say: (line: string) => void): AsyncGenerator<Row> {
  const world = await ChannelWorld.open();
  await world.begin();
  try {
    const films: Film[] = [];
    for (const { size, kbps } of rungs)
      films.push(await world.film('', { size, kbps, pattern: true, keySeconds: segmentSeconds }));
    const copied = (film: Film, layers: CopyPlan['layers']) =>
      openCopySource(world.router, { ...(copyOf(film) as CopyPlan), layers });
    const contenders: Record<string, () => Promise<TakeSource>> = {
      sound: () => copied(films[0]!, []),
      ...Object.fromEntries(
        rungs.map(({ rung }, index) => [rung, () => copied(films[index]!, [{ rung, layer: undefined }])]),
      ),
      encoded: () =>
        openComposedSource(world.router, composedOf('single', films[2]!) as ComposedPlan, segmentSeconds, true),
    };
    // The first one of all compiles what the others run.
    await costOf(world, 'first', await contenders['high']!(), 4);
    const found: Record<string, Cpu[]> = {};
    for (let turn = 0; turn < repeats; turn += 1) {
      for (const [name, open] of Object.entries(contenders)) {
        say(`${name}, ${turn + 1} of ${repeats}`);
        (found[name] ??= []).push(await costOf(world, `${turn}${name}`, await open(), seconds));
      }
    }
    const sound = least(found['sound']!);
    const own = (name: string) => plus(least(found[name]!), sound, -1);
    const [ladder, encoded] = [rungs.map(({ rung }) => own(rung)).reduce((a, b) => plus(a, b, 1)), own('encoded')];
    const both = ({ ffmpeg, node }: Cpu) => `ffmpeg ${ffmpeg.toFixed(2)}, server ${node.toFixed(2)}`;
    yield {
      what: 'three rungs, sound apart',
      unit: '% of a core',
      figures: { sammelan: sum(ladder), 'encoded anew': sum(encoded) },
      notes: `copied: ${both(ladder)} (${rungs.map(({ rung }) => `${rung} ${sum(own(rung)).toFixed(2)}`).join(', ')}); encoded: ${both(encoded)}`,
    };
    yield {
      what: 'sound, Opus to AAC twice',
      unit: '% of a core',
      figures: { sammelan: sum(sound) },
      notes: both(sound),
    };
  } finally {
    await world.clear();
    await world.close();
  }
}

async function* latencyRows(samples: number, say: (line: string) => void): AsyncGenerator<Row> {
  const server = await ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg' });
  const browser = await TestBrowser.launch();
  try {
    const producer = await liveRally(server, browser, paintSpeaker);
    const { id } = await producer.get<RallyView>(`/api/rallies/public/${demoSlug}`);
    const at = `${server.url}/hls/${id}`;
    const latency = async (what: string, options: object): Promise<Row> => {
      say(what);
      const all = await latenciesBehind(browser, server.url, `${at}/master.m3u8`, options, samples);
      return {
        what,
        unit: 's',
        figures: { p50: percentile(all, 0.5), p95: percentile(all, 0.95) },
        notes: `${all.length} looks, four a second; ${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)} s`,
      };
    };
    // As the product's own player is told (`web/src/media/hls/hlsjs-engine.ts`).
    yield await latency('behind the stage, whole segments', { liveSyncDuration: 6, lowLatencyMode: false });
    await producer.patch(`/api/rallies/${id}`, { lowLatency: true });
    const parts = async () => (await (await fetch(`${at}/mid.m3u8`)).text()).includes('#EXT-X-PART:');
    await eventually(parts, 'parts', 30_000, 250);
    yield await latency('behind the stage, parts of half a second', { lowLatencyMode: true });
    producer.close();
  } finally {
    await browser.close();
    await server.stop();
  }
}

const bench: Bench = {
  about:
    'CPU of the packager (its ffmpeg, and this process, which relays packets and writes segments) for each rung copied as it ' +
    'comes, against a ladder of three encoded from the largest, both without their sound; and by how much a browser’s picture ' +
    'by HLS is behind the stage, a painted speaker in a browser, hls.js.',
  async *run({ quick, only, say }): AsyncGenerator<Row> {
    const wants = (what: string) => only === null || what.includes(only);
    if (wants('rungs')) yield* cpuRows(quick ? 4 : 10, quick ? 1 : 3, say);
    if (wants('latency')) yield* latencyRows(quick ? 40 : 160, say);
  },
};
export default bench;
