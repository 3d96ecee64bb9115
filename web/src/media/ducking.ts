import { duckedFloor, silentAfterMs } from '@sammelan/shared/interpretation/interpretation.rules.js';
import { Cell } from '../app/store.js';
import type { Mixer, SoundState } from './sound.js';

const lookEveryMs = 50;
/** Quiet speech at an interpreter's desk; below it are fans and breath. Root mean square, full scale 1. */
const heardFrom = 0.008;
/** The floor makes room within a syllable, and comes back within a second: setTargetAtTime's time constants, seconds. */
const duckSeconds = 0.08;
const returnSeconds = 0.35;

interface Taken {
  stream: MediaStream;
  source: MediaStreamAudioSourceNode;
}

/**
 * The floor under an interpreter: every voice but theirs goes through one gain, which is low while they are heard. Their own
 * voice is left to its element, so that nothing stands between it and the listener.
 */
export class Ducking implements Mixer {
  /** Whether the interpreter is heard now; false: the floor is as loud as ever. */
  readonly heard = new Cell(false);
  private readonly context = new AudioContext();
  private readonly floor = this.context.createGain();
  private readonly volume = this.context.createGain();
  private readonly analyser = this.context.createAnalyser();
  private readonly samples = new Float32Array(this.analyser.fftSize);
  private readonly taken = new Map<string, Taken>();
  private voice: Taken | null = null;
  private lastHeardAt = -Infinity;
  private readonly timer = setInterval(() => this.look(), lookEveryMs);

  /** @param seatId the interpreter's; null: nobody interprets now */
  constructor(private seatId: string | null) {
    this.floor.connect(this.volume).connect(this.context.destination);
    void this.context.resume();
  }

  setSeat(seatId: string | null): void {
    this.seatId = seatId;
    if (seatId === null) this.listenTo(null);
  }

  takes(key: string, stream: MediaStream): boolean {
    if (key === this.seatId) {
      this.listenTo(stream);
      this.release(key);
      return false;
    }
    // A context that may not sound yet (nobody has touched the page) leaves the voices where they sound.
    if (this.context.state !== 'running') return false;
    if (this.taken.get(key)?.stream !== stream) {
      this.release(key);
      const source = this.context.createMediaStreamSource(stream);
      source.connect(this.floor);
      this.taken.set(key, { stream, source });
    }
    return true;
  }

  apply({ muted, volume }: SoundState): void {
    this.volume.gain.value = muted ? 0 : volume;
    void this.context.resume();
  }

  /** What left the stage is let go; `keys` are those that play. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of [...this.taken.keys()]) if (!keys.has(key)) this.release(key);
    if (this.seatId === null || !keys.has(this.seatId)) this.listenTo(null);
  }

  close(): void {
    clearInterval(this.timer);
    void this.context.close();
  }

  private listenTo(stream: MediaStream | null): void {
    if (this.voice?.stream === stream) return;
    this.voice?.source.disconnect();
    this.voice = stream && { stream, source: this.context.createMediaStreamSource(stream) };
    this.voice?.source.connect(this.analyser);
    if (!stream) this.set(false);
  }

  private release(key: string): void {
    this.taken.get(key)?.source.disconnect();
    this.taken.delete(key);
  }

  private look(): void {
    if (!this.voice) return;
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, sample) => sum + sample * sample, 0) / this.samples.length;
    const now = performance.now();
    if (Math.sqrt(power) >= heardFrom) this.lastHeardAt = now;
    this.set(now - this.lastHeardAt < silentAfterMs);
  }

  private set(heard: boolean): void {
    if (heard === this.heard.get()) return;
    this.heard.set(heard);
    const { currentTime } = this.context;
    this.floor.gain.setTargetAtTime(heard ? duckedFloor : 1, currentTime, heard ? duckSeconds : returnSeconds);
  }
}
