import type { types } from 'mediasoup';
import { AudienceRouter } from './audience-router.js';
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
  #growing: Promise<AudienceRouter> | undefined;
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

  /** The router for one more viewer. Simultaneous calls never build two routers where one would do. */
  async place(stage: StagePlace): Promise<AudienceRouter> {
    const roomy = this.routers
      .filter((router) => router.router !== stage.router && router.consumers < this.consumersPerRouter)
      .sort((a, b) => a.consumers - b.consumers)[0];
    if (roomy) return roomy;
    this.#growing ??= this.#grow(stage).finally(() => (this.#growing = undefined));
    return this.#growing;
  }

  close(): void {
    this.#closed = true;
    for (const router of this.routers) router.close();
  }

  async #grow(stage: StagePlace): Promise<AudienceRouter> {
    const free = (slot: WorkerSlot) => slot !== stage.slot && !this.routers.some((router) => router.slot === slot);
    const slot = await this.pool.leastLoaded(free);
    if (!free(slot)) return this.#leastFilled(stage);
    const router = new AudienceRouter(slot, await slot.createRouter(), () => this.stage()?.router);
    if (this.#closed) router.close();
    this.#routers.push(router);
    return router;
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
