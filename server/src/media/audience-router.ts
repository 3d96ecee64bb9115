import type { types } from 'mediasoup';
import { MediaError } from './media-errors.js';
import type { StageSource } from './stage-source.js';
import type { WorkerSlot } from './worker-slot.js';

/**
 * A router that viewers consume from: the stage's own, or one on another worker to which sources are piped when the
 * first viewer there wants them.
 */
export class AudienceRouter {
  readonly #pipes = new Map<string, Promise<types.Producer>>();
  /** Consumers and viewers counted on this router. */
  consumers = 0;

  constructor(
    readonly slot: WorkerSlot,
    readonly router: types.Router,
    /** The stage router that sources live on now; it changes when the stage is rebuilt. */
    private readonly stageRouter: () => types.Router | undefined,
  ) {}

  get closed(): boolean {
    return this.router.closed;
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
