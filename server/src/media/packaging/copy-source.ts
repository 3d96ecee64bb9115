import type { types } from 'mediasoup';
import { copiedOutput, mediaStartSeconds, readSession, sessionOf, soundOutputs } from './ffmpeg-arguments.js';
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

const videoClockRate = 90_000;
type CopyPlan = Extract<TakePlan, { kind: 'copy' }>;

/** The layers of one H.264 source as they are, and its speaker's voice. */
export async function openCopySource(router: types.Router, plan: CopyPlan): Promise<TakeSource> {
  const clock = SenderClock.of(plan.picture.producer);
  const layers = plan.layers.map(({ layer }) => layer ?? 0);
  const points = await pointsOf(clock, layers);
  const sources = plan.voice ? [plan.picture, plan.voice] : [plan.picture];
  const offsetMs = points.local ? undefined : leastOffset(sources, plan.picture.seatId);
  const epochMs = Date.now() - mediaStartSeconds * 1000;
  const resized = new Signal();
  const pictures: PictureInput[] = [];
  let voice: VoiceInput | undefined;
  const interpreters: InterpreterInput[] = [];
  const interpreted = plan.interpreted ?? [];
  const close = () => {
    for (const interpreter of interpreters) interpreter.close();
    for (const picture of pictures) picture.close();
    voice?.close();
  };
  try {
    const sound = (voice = await VoiceInput.open(router, plan.voice));
    for (const { layer } of plan.layers) {
      const options = { sinkPort: sound.sinkPort, whole: true, onResized: () => resized.give() };
      pictures.push(await PictureInput.open(router, { source: plan.picture, layer }, options));
    }
    for (const { source } of interpreted) interpreters.push(await InterpreterInput.open(router, source));
    const floor = `0:${pictures.length}`;
    const filters = interpretationFilters(
      `[${floor}]`,
      interpreters.map((_, index) => `[0:${pictures.length + 1 + index}]`),
    );
    const all = [...pictures, sound, ...interpreters];
    return {
      inputs: interpreted.length > 0 ? [...readSession, '-filter_complex', filters.join(';')] : readSession,
      input: sessionOf(all.map(({ input }) => input)),
      outputs: [
        ...plan.layers.map(({ rung }, index) => copiedOutput(rung, `0:${index}`)),
        ...(interpreted.length > 0 ? soundOutputs((index) => `[s${index}]`, []) : soundOutputs(() => floor)),
        ...interpretedOutputs(interpreted.map(({ language }) => language)),
      ],
      niceness: 0,
      epochMs,
      outdated: resized,
      async start() {
        const reports = pictures.map(({ port, ssrc }, index) => {
          const point = points.points[index] ?? { ntpMs: epochMs, rtpTimestamp: 0 };
          const rtpTimestamp = timestampAt(point, epochMs - (offsetMs ?? 0), videoClockRate);
          return { port: port + 1, ssrc, rtpTimestamp };
        });
        const voices = [sound, ...interpreters].map(({ port, ssrc }) => ({ port: port + 1, ssrc, rtpTimestamp: 0 }));
        await announce(epochMs, [...reports, ...voices]);
        for (const interpreter of interpreters) interpreter.start(epochMs);
        await Promise.all([sound.start(epochMs, offsetMs), ...pictures.map((picture) => picture.start())]);
      },
      soundLagMs: () => Math.max(...[sound, ...interpreters].map(({ lagMs }) => lagMs)),
      wantKeyFrames: () => pictures.forEach((picture) => picture.wantKeyFrame()),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
