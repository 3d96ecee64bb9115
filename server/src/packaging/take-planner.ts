import type { Layout } from '@sammelan/shared/stage/stage.rules.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';
import type { StageRoom } from '../media/stage-room.js';
import type { StageSource } from '../media/stage-source.js';
import { type ComposedPicture, type CopiedLayer, rungs, type TakePlan } from '../media/packaging/take-plan.js';

/** What of a stage decides what goes out. */
export interface OnAir {
  layout: Layout;
  seatIds: readonly string[];
}

/** What can be written into pictures. */
export interface Texts {
  nameOf: (seatId: string) => string;
  /** Lines of the slate. */
  slate: readonly string[];
}

/** A layer that comes and goes with the speaker's network is not worth a discontinuity each time. */
const settledMs = 4000;

/** What goes out of a room now: copied where one H.264 picture and at most one voice are on air, else composed. */
export function planTake(
  { layout, seatIds }: OnAir,
  room: StageRoom | undefined,
  texts: Texts,
  now = Date.now(),
): TakePlan {
  if (!room || layout === 'slate') return slateOf(texts);
  const there = seatIds.flatMap((seatId) => room.speaker(seatId) ?? []).filter((speaker) => !speaker.stalled);
  const voices = there.flatMap((speaker) => sourceOf(speaker, 'microphone') ?? []);
  const sharing = there.find((speaker) => shown(speaker, 'screen'));
  const pictures = sharing
    ? [shown(sharing, 'screen'), shown(sharing, 'camera')].flatMap((one) => one ?? [])
    : there.flatMap((speaker) => shown(speaker, 'camera') ?? []);
  const [picture] = pictures;
  if (picture && pictures.length === 1 && voices.length <= 1 && isH264(picture)) {
    const layers = copiedLayers(picture, now);
    const key = ['copy', picture.id, layers.map(({ rung }) => rung).join('+'), voices[0]?.id ?? ''].join(' ');
    return { kind: 'copy', key, picture, layers, voice: voices[0] };
  }
  if (pictures.length + voices.length === 0) return slateOf(texts);
  const shownAs = sharing ? 'picture-in-picture' : layout;
  const names = (pictures.length > 0 ? pictures : voices).map(({ role, seatId }) =>
    role === 'screen' ? '' : texts.nameOf(seatId),
  );
  const ids = [...pictures.map(({ id }) => id), 'with', ...voices.map(({ id }) => id)];
  const key = ['composed', shownAs, ...ids, ...names].join(' ');
  const decoded = pictures.map((source) => largest(source, now));
  return { kind: 'composed', key, layout: shownAs, pictures: decoded, voices, names };
}

const slateOf = ({ slate }: Texts): TakePlan => ({
  kind: 'slate',
  key: ['slate', ...slate].join(' '),
  lines: [...slate],
});

const sourceOf = (speaker: SpeakerTransport, role: StageSource['role']): StageSource | undefined =>
  speaker.sources.find((source) => source.role === role);

/** A picture that arrives now. */
function shown(speaker: SpeakerTransport, role: 'camera' | 'screen'): StageSource | undefined {
  const source = sourceOf(speaker, role);
  return source && !source.paused && source.flowing.size > 0 ? source : undefined;
}

const isH264 = ({ producer }: StageSource): boolean =>
  producer.rtpParameters.codecs[0]?.mimeType.toLowerCase() === 'video/h264';

/** Layers that have arrived for a while, smallest first; where none has, all that arrive. */
function settledLayers({ flowing }: StageSource, now: number): number[] {
  const settled = [...flowing].filter(([, since]) => now - since >= settledMs);
  return (settled.length > 0 ? settled : [...flowing]).map(([layer]) => layer).sort((a, b) => a - b);
}

function copiedLayers(source: StageSource, now: number): CopiedLayer[] {
  if (source.producer.type !== 'simulcast') return [{ rung: 'mid', layer: undefined }];
  return settledLayers(source, now).flatMap((layer) => {
    const rung = rungs[layer];
    return rung ? [{ rung, layer }] : [];
  });
}

/** A layer that comes later is not worth a discontinuity: where the picture is encoded anew, each has its rungs. */
const largest = (source: StageSource, now: number): ComposedPicture => ({
  source,
  layer: source.producer.type === 'simulcast' ? settledLayers(source, now).at(-1) : undefined,
});
