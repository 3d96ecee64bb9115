import type { types } from 'mediasoup';
import { AudienceRouter, type ViewerPlace } from './audience-router.js';
import { MediaError } from './media-errors.js';
import type { WorkerPool } from './worker-pool.js';
import type { WorkerSlot } from './worker-slot.js';

/** The stage as the audience sees it: a router on a worker. */
export interface StagePlace {
  slot: WorkerSlot;
  router: types.Router;
}

/**
 * The routers that a rally's viewers consume from. They are on the workers other than the stage's, one per worker, a
 * new one each `consumersPerRouter` consumers; when every other worker has its fill, or there is none, the stage's own
 * router takes viewers too (a second router on the same worker would add a pipe and no core).
 */
export class Audience {
  #routers: AudienceRouter[] = [];
  #growing: Promise<boolean> | undefined;
  #closed = false;

  constructor(
    private readonly pool: WorkerPool,
    private readonly consumersPerRouter: number,
    /** The stage's place now; undefined while it is being rebuilt. */
    private readonly stage: () => StagePlace | undefined,
  ) {}

  get routers(): readonly AudienceRouter[] {
    return (this.#routers = this.#routers.filter((router) => !router.closed));
  }

  /** A place for one more viewer, counted at once: simultaneous calls neither overfill a router nor build one too many. */
  async place(stage: StagePlace): Promise<ViewerPlace> {
    for (;;) {
      const roomy = this.routers
        .filter((router) => router.router !== stage.router && router.load < this.consumersPerRouter)
        .sort((a, b) => a.load - b.load)[0];
      if (roomy) return roomy.admit();
      this.#growing ??= this.#grow(stage).finally(() => (this.#growing = undefined));
      if (!(await this.#growing)) return this.#leastFilled(stage).admit();
    }
  }

  close(): void {
    this.#closed = true;
    for (const router of this.routers) router.close();
  }

  /** Adds a router on a worker that has none of this audience; false where there is no such worker. */
  async #grow(stage: StagePlace): Promise<boolean> {
    const free = (slot: WorkerSlot) => slot !== stage.slot && !this.routers.some((router) => router.slot === slot);
    const slot = await this.pool.leastLoaded(free);
    if (!free(slot)) return false;
    const router = new AudienceRouter(slot, await slot.createRouter(), () => this.stage()?.router);
    this.#routers.push(router);
    if (!this.#closed) return true;
    router.close();
    throw new MediaError('closed', 'the room is closed');
  }

  #leastFilled(stage: StagePlace): AudienceRouter {
    if (!this.routers.some((router) => router.router === stage.router)) {
      this.#routers.push(new AudienceRouter(stage.slot, stage.router, () => this.stage()?.router));
    }
    const [least] = [...this.routers].sort((a, b) => a.slot.load - b.slot.load);
    if (!least) throw new Error('an audience has at least the stage router');
    return least;
  }
}
