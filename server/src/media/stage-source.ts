import { EventEmitter } from 'node:events';
import type { Source } from '@sammelan/shared/stage/stage.dto.js';
import type { types } from 'mediasoup';

export const kindOf = (role: Source): types.MediaKind => (role === 'microphone' ? 'audio' : 'video');

export interface StageSourceEvents {
  /** The speaker muted or unmuted it. */
  paused: [boolean];
  /** A simulcast layer began to arrive: the index into the encodings, 0 being the smallest picture. */
  layer: [number];
  /** Layers began to arrive, or stopped. */
  layers: [];
  closed: [];
}

/** One producer on a rally's stage; a seat has at most one of each role. */
export class StageSource extends EventEmitter<StageSourceEvents> {
  // Encodings that deliver packets now, by index, and since when.
  #flowing = new Map<number, number>();

  #score = 10;

  constructor(
    readonly seatId: string,
    readonly role: Source,
    readonly producer: types.Producer,
    /** Never holds the floor, however loud. */
    readonly aside = false,
  ) {
    super();
    this.setMaxListeners(0);
    producer.on('score', (scores) => this.#onScore(scores));
    producer.observer.on('close', () => {
      this.emit('closed');
      this.removeAllListeners();
    });
  }

  get id(): string {
    return this.producer.id;
  }

  get kind(): types.MediaKind {
    return this.producer.kind;
  }

  /** How well its best layer arrives, by mediasoup: 0 (nothing) to 10 (no loss). */
  get score(): number {
    return this.#score;
  }

  /** Simulcast layers that arrive now, by index, with the time since which they do (ms since 1970). */
  get flowing(): ReadonlyMap<number, number> {
    return this.#flowing;
  }

  get paused(): boolean {
    return this.producer.paused;
  }

  get closed(): boolean {
    return this.producer.closed;
  }

  async setPaused(paused: boolean): Promise<void> {
    if (paused === this.producer.paused) return;
    await (paused ? this.producer.pause() : this.producer.resume());
    this.emit('paused', paused);
  }

  close(): void {
    this.producer.close();
  }

  #onScore(scores: types.ProducerScore[]): void {
    const before = this.#flowing;
    this.#score = Math.max(0, ...scores.map(({ score }) => score));
    const flowing = scores.filter(({ score }) => score > 0).map(({ encodingIdx }) => encodingIdx);
    this.#flowing = new Map(flowing.map((index) => [index, before.get(index) ?? Date.now()]));
    for (const index of this.#flowing.keys()) if (!before.has(index)) this.emit('layer', index);
    if (flowing.length !== before.size || flowing.some((index) => !before.has(index))) this.emit('layers');
  }
}
