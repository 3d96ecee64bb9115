import { duckedFloor, silentAfterMs } from '@sammelan/shared/interpretation/interpretation.rules.js';
import { mediaStartSeconds, type Output } from './ffmpeg-arguments.js';
import { interpretedIn } from './take-plan.js';

const rate = 48_000;
/** Timestamps begin where the others' do, so that floor and interpreter are laid upon each other sample by sample. */
const inStep = `aresample=async=1000:first_pts=${mediaStartSeconds * rate},aformat=sample_fmts=fltp:sample_rates=${rate}:channel_layouts=mono`;

/** The same figures as by WebRTC (`web/src/media/ducking.ts`): mean square from which on speech is heard. */
const heardFrom = 0.008 ** 2;
/** Part of the way to go that is gone with each sample: a loudness over 20 ms, the floor's going and its return. */
const perSample = (seconds: number): string => (1 / (seconds * rate)).toExponential(3);
const [listen, duck, giveBack] = [perSample(0.02), perSample(0.08), perSample(0.35)];

/**
 * The floor (channel 0) under an interpreter (channel 1), as an expression that ffmpeg works out for each sample. Variable
 * 0 is how loud the interpreter is, 1 for how many samples they still count as speaking, 2 how far the floor is down.
 */
const ducked = [
  `st(0,ld(0)+(val(1)*val(1)-ld(0))*${listen})`,
  `st(1,if(gt(ld(0),${heardFrom}),${(silentAfterMs / 1000) * rate},max(ld(1)-1,0)))`,
  `st(2,ld(2)+if(gt(ld(1),0),(${1 - duckedFloor}-ld(2))*${duck},-ld(2)*${giveBack}))`,
  'val(0)*(1-ld(2))+val(1)',
].join(';');

/** kbit/s of a language: speech, which costs an hour of sound alone in it 15 MB. */
const bitrate = ['-b:a', '32k', '-ar', String(rate)];

/**
 * Filters that make the floor's own sound (`[s0]`, `[s1]`) and one that is interpreted for each language (`[t0]` …).
 * @param floor what leads to the floor's sound: an input's name, or filters that end in one stream
 * @param inputs names of the interpreters' inputs
 */
export function interpretationFilters(floor: string, inputs: readonly string[]): string[] {
  const floors = inputs.map((_, index) => `[f${index}]`).join('');
  return [
    `${floor}${inStep},asplit=${2 + inputs.length}[s0][s1]${floors}`,
    ...inputs.flatMap((input, index) => [
      `${input}${inStep}[i${index}]`,
      `[f${index}][i${index}]amerge=inputs=2,aeval=exprs='${ducked}':channel_layout=mono[t${index}]`,
    ]),
  ];
}

export const interpretedOutputs = (languages: readonly string[]): Output[] =>
  languages.map((language, index) => ({
    rendition: interpretedIn(language),
    options: ['-map', `[t${index}]`, '-c:a', 'aac', '-ac', '1', ...bitrate],
  }));
