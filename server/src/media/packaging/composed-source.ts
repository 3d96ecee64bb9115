import type { types } from 'mediasoup';
import { captionsOf, composition } from './composition.js';
import { mediaStartSeconds, readSession, sessionOf, soundOutputs } from './ffmpeg-arguments.js';
import { InterpreterInput } from './interpreter-input.js';
import { interpretationFilters, interpretedOutputs } from './interpretation-mix.js';
import { PictureInput } from './picture-input.js';
import { announce } from './rtcp-announcer.js';
import { timestampAt } from './rtp.js';
import { SenderClock } from './sender-clock.js';
import { leastOffset, pointsOf } from './sender-points.js';
import type { TakePlan } from './take-plan.js';
import { Signal, type TakeSource } from './take-source.js';
import { VoiceInput } from './voice-input.js';
import { Words } from './words.js';

const videoClockRate = 90_000;
/** What others wait for must not wait for this. */
const niceness = 10;

type ComposedPlan = Extract<TakePlan, { kind: 'composed' }>;

/** Pictures that are decoded, laid out and encoded anew, with the voices mixed: where copying will not do. */
export async function openComposedSource(
  router: types.Router,
  plan: ComposedPlan,
  segmentSeconds: number,
  canWrite: boolean,
): Promise<TakeSource> {
  const epochMs = Date.now() - mediaStartSeconds * 1000;
  const sources = [...plan.voices, ...plan.pictures.map(({ source }) => source)];
  const resized = new Signal();
  const close: (() => void)[] = [];
  try {
    const sounds = await Promise.all(
      (plan.voices.length ? plan.voices : [undefined]).map(async (voice) => {
        const input = await VoiceInput.open(router, voice);
        close.push(() => input.close());
        const offsetMs = voice && leastOffset(sources, voice.seatId);
        return { input, offsetMs };
      }),
    );
    const sinkPort = sounds[0]?.input.sinkPort ?? 9;
    const pictures = await Promise.all(
      plan.pictures.map(async ({ source, layer }) => {
        const { points, local } = await pointsOf(SenderClock.of(source.producer), [layer ?? 0]);
        const options = { sinkPort, whole: false, onResized: () => resized.give() };
        const input = await PictureInput.open(router, { source, layer }, options);
        close.push(() => input.close());
        const offsetMs = local ? 0 : leastOffset(sources, source.seatId);
        const [point = { ntpMs: epochMs, rtpTimestamp: 0 }] = points;
        return { input, rtpTimestamp: timestampAt(point, epochMs - (offsetMs ?? 0), videoClockRate) };
      }),
    );
    const interpreted = plan.interpreted ?? [];
    const interpreters = await Promise.all(
      interpreted.map(async ({ source }) => {
        const input = await InterpreterInput.open(router, source);
        close.push(() => input.close());
        return input;
      }),
    );
    const captions = captionsOf(plan.names, plan.pictures.length, plan.layout);
    const words = canWrite && captions.length > 0 ? await Words.write(captions) : undefined;
    close.push(() => words?.close());
    const { inputs, filters, outputs } = composition(plan.pictures.length, plan.layout, segmentSeconds, words?.filter);
    const firstSound = pictures.length;
    const mix = sounds.map((_, index) => `[0:${firstSound + index}]`).join('');
    const sum = `${mix}amix=inputs=${sounds.length}:normalize=0,`;
    const firstInterpreter = firstSound + sounds.length;
    const mixed =
      interpreters.length > 0
        ? interpretationFilters(
            sum,
            interpreters.map((_, index) => `[0:${firstInterpreter + index}]`),
          )
        : [`${sum}aresample=async=1000,asplit=2[s0][s1]`];
    return {
      inputs: [...readSession, ...inputs, '-filter_complex', [...filters, ...mixed].join(';')],
      input: sessionOf([
        ...[...pictures, ...sounds].map(({ input }) => input.input),
        ...interpreters.map(({ input }) => input),
      ]),
      outputs: [
        ...outputs,
        ...soundOutputs((index) => `[s${index}]`, []),
        ...interpretedOutputs(interpreted.map(({ language }) => language)),
      ],
      niceness,
      epochMs,
      outdated: resized,
      async start() {
        await announce(epochMs, [
          ...pictures.map(({ input, rtpTimestamp }) => ({ port: input.port + 1, ssrc: input.ssrc, rtpTimestamp })),
          ...[...sounds.map(({ input }) => input), ...interpreters].map(({ port, ssrc }) => ({
            port: port + 1,
            ssrc,
            rtpTimestamp: 0,
          })),
        ]);
        for (const interpreter of interpreters) interpreter.start(epochMs);
        await Promise.all([
          ...sounds.map(({ input, offsetMs }) => input.start(epochMs, offsetMs)),
          ...pictures.map(({ input }) => input.start()),
        ]);
      },
      soundLagMs: () =>
        Math.max(0, ...[...sounds.map(({ input }) => input), ...interpreters].map(({ lagMs }) => lagMs)),
      wantKeyFrames: () => pictures.forEach(({ input }) => input.wantKeyFrame()),
      close: () => close.forEach((end) => end()),
    };
  } catch (error) {
    close.forEach((end) => end());
    throw error;
  }
}
