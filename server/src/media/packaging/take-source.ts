import type { Output } from './ffmpeg-arguments.js';

/** What a take is made from: how ffmpeg is called, and what it is fed with while it runs. */
export interface TakeSource {
  /** Options for the inputs. */
  inputs: string[];
  /** Text for its standard input. */
  input: string;
  outputs: Output[];
  /** 0, or more for work that may wait. */
  niceness: number;
  /** When the sample of media time 0 was captured, in ms since 1970; null where that is told from what comes out. */
  epochMs: number | null;
  /** Lets the media flow, once ffmpeg runs. */
  start(): Promise<void>;
  /** Asks for key frames, so that a segment can begin. */
  wantKeyFrames(): void;
  close(): void;
}
