import type { StageSource } from '../stage-source.js';

/** Rungs of the ladder by name, smallest picture first; a simulcast layer's index is its rung's. */
export const rungs = ['low', 'mid', 'high'] as const;
export type Rung = (typeof rungs)[number];

/** Sound beside the pictures, and sound for those who want nothing else. */
export const voices = ['audio', 'voice'] as const;
export type Voice = (typeof voices)[number];

/** What every take has, or something in its place. */
export const renditions = [...rungs, ...voices] as const;

/** The sound with an interpreter over it, in takes that begin when somebody interprets into the language. */
export type Interpreted = `sound-${string}`;
export const interpretedIn = (language: string): Interpreted => `sound-${language}`;
/** As a part of a pattern. */
export const interpretedPattern = 'sound-[a-z]{2,3}';

export type Rendition = (typeof renditions)[number] | Interpreted;

/** Something of each rendition that a take has. */
export type OfRenditions<T> = Partial<Record<(typeof renditions)[number], T>> & { [language: Interpreted]: T };

export const isRung = (rendition: Rendition): rendition is Rung => (rungs as readonly string[]).includes(rendition);

/** One layer of a source as one rung. */
export interface CopiedLayer {
  rung: Rung;
  /** Simulcast layer; undefined for a source that has but one. */
  layer: number | undefined;
}

/** A source to be decoded. */
export interface ComposedPicture {
  source: StageSource;
  /** Simulcast layer; undefined for a source that has but one. */
  layer: number | undefined;
}

/** A language that is heard besides, and whose voice it is at any moment. */
export interface InterpretedVoice {
  /** BCP 47. */
  language: string;
  source: () => StageSource | undefined;
}

/**
 * What goes out until something changes. Two plans with one `key` are the same: what runs goes on.
 * `copy`: the layers of an H.264 source as they are. `composed`: pictures that are encoded anew, none or more of them, in a
 * layout, with the names of whoever is seen, or heard. `slate`: nobody can be shown or heard; what it says, line by line.
 */
export type TakePlan =
  | { kind: 'slate'; key: string; lines: string[] }
  | ({
      kind: 'copy';
      key: string;
      picture: StageSource;
      layers: CopiedLayer[];
      voice: StageSource | undefined;
    } & Interpretable)
  | ({
      kind: 'composed';
      key: string;
      layout: string;
      pictures: ComposedPicture[];
      voices: StageSource[];
      names: string[];
    } & Interpretable);

interface Interpretable {
  /** None, where it is left out. */
  interpreted?: readonly InterpretedVoice[];
}

/** The plan with these languages besides. Over a slate there is nothing to interpret. */
export function withInterpreters(plan: TakePlan, interpreted: readonly InterpretedVoice[]): TakePlan {
  if (plan.kind === 'slate' || interpreted.length === 0) return plan;
  const languages = interpreted.map(({ language }) => language).sort();
  return { ...plan, key: [plan.key, 'in', ...languages].join(' '), interpreted };
}

/** Few pictures: it stands still. */
export const slateFramesPerSecond = 10;

export const slatePlan: TakePlan = { kind: 'slate', key: 'slate', lines: [] };
