import type { types } from 'mediasoup';
import { MediaError } from './media-errors.js';
import type { StageSource } from './stage-source.js';
import type { WorkerSlot } from './worker-slot.js';

/** One viewer's place on a router. */
export interface ViewerPlace {
  audience: AudienceRouter;
  /** Takes the number of their consumers whenever it changes; `null` when they are gone. */
  count: (consumers: number | null) => void;
}

/** Sound and picture of one speaker. */
const consumersPerViewer = 2;

/**
 * A router that viewers consume from: the stage's own, or one on another worker to which sources are piped when the
 * first viewer there wants them.
 */
export class AudienceRouter {
  readonly #pipes = new Map<string, Promise<types.Producer>>();
  #consumers = 0;
  #load = 0;

  constructor(
    readonly slot: WorkerSlot,
    readonly router: types.Router,
    /** The stage router that sources live on now; it changes when the stage is rebuilt. */
    private readonly stageRouter: () => types.Router | undefined,
  ) {}

  get closed(): boolean {
    return this.router.closed;
  }

  /** Consumers on this router. */
  get consumers(): number {
    return this.#consumers;
  }

  /** Consumers on this router or soon to be: what it is filled by. */
  get load(): number {
    return this.#load;
  }

  /** Counts one more viewer. Whoever waits for the start has no consumer yet, and still will want a picture and a voice. */
  admit(): ViewerPlace {
    const claim = this.slot.claim(consumersPerViewer);
    let [counted, weight] = [0, consumersPerViewer];
    this.#load += weight;
    const count = (consumers: number | null) => {
      const next = consumers === null ? 0 : Math.max(consumersPerViewer, consumers);
      this.#consumers += (consumers ?? 0) - counted;
      this.#load += next - weight;
      claim(next);
      [counted, weight] = [consumers ?? 0, next];
    };
    return { audience: this, count };
  }

  /** The producer on this router that carries `source`; pipes it on first use. Throws MediaError `closed`. */
  async carry(source: StageSource): Promise<types.Producer> {
    const stage = this.stageRouter();
    if (!stage || source.closed) throw new MediaError('closed', 'the source is gone');
    if (stage === this.router) return source.producer;
    let pipe = this.#pipes.get(source.id);
    if (!pipe) {
      pipe = this.#pipe(stage, source);
      this.#pipes.set(source.id, pipe);
      pipe.then(
        (producer) => producer.observer.once('close', () => this.#pipes.delete(source.id)),
        () => this.#pipes.delete(source.id),
      );
    }
    return pipe;
  }

  close(): void {
    this.router.close();
  }

  async #pipe(stage: types.Router, source: StageSource): Promise<types.Producer> {
    // A new id on this side: after a rebuild both routers may sit on one worker, where ids must differ.
    const { pipeProducer } = await stage.pipeToRouter({
      producerId: source.id,
      router: this.router,
      keepId: false,
      enableSctp: false,
    });
    if (!pipeProducer) throw new MediaError('closed', 'the source could not be piped');
    return pipeProducer;
  }
}
