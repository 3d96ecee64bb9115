import type { types } from 'mediasoup';
import { copiedOutput, mediaStartSeconds, readSession, sessionOf, soundOutputs } from './ffmpeg-arguments.js';
import { freePortPair } from './port-pairs.js';
import { announce } from './rtcp-announcer.js';
import { timestampAt } from './rtp.js';
import { SenderClock } from './sender-clock.js';
import { leastOffset, pointsOf } from './sender-points.js';
import type { TakePlan } from './take-plan.js';
import type { TakeSource } from './take-source.js';
import { Tap } from './taps.js';
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
  const taps: Tap[] = [];
  let voice: VoiceInput | undefined;
  const close = () => {
    for (const tap of taps) tap.close();
    voice?.close();
  };
  try {
    const ports: number[] = [];
    const sound = (voice = await VoiceInput.open(router, plan.voice));
    for (const { layer } of plan.layers) {
      const port = await freePortPair();
      ports.push(port);
      taps.push(await Tap.open(router, plan.picture.producer, port, sound.sinkPort, layer));
    }
    const pictures = taps.map((tap, index) => ({ port: ports[index] ?? 0, kind: 'video' as const, codec: tap.codec }));
    return {
      inputs: readSession,
      input: sessionOf([...pictures, sound.input]),
      outputs: [
        ...plan.layers.map(({ rung }, index) => copiedOutput(rung, `0:${index}`)),
        ...soundOutputs(() => `0:${taps.length}`),
      ],
      niceness: 0,
      epochMs,
      async start() {
        const reports = taps.map((tap, index) => {
          const point = points.points[index] ?? { ntpMs: epochMs, rtpTimestamp: 0 };
          const rtpTimestamp = timestampAt(point, epochMs - (offsetMs ?? 0), videoClockRate);
          return { port: (ports[index] ?? 0) + 1, ssrc: tap.ssrc, rtpTimestamp };
        });
        await announce(epochMs, [...reports, { port: sound.port + 1, ssrc: sound.ssrc, rtpTimestamp: 0 }]);
        await Promise.all([sound.start(epochMs, offsetMs), ...taps.map((tap) => tap.consumer.resume())]);
      },
      wantKeyFrames: () => taps.forEach((tap) => tap.wantKeyFrame()),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
