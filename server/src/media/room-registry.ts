import { MediaError } from './media-errors.js';
import type { MediaLog, RoomOptions } from './media-options.js';
import { StageRoom } from './stage-room.js';
import type { WorkerPool } from './worker-pool.js';

/** The rooms of this process by rally id. Simultaneous first joins build one room. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Promise<StageRoom>>();
  #closed = false;

  constructor(
    private readonly pool: WorkerPool,
    private readonly log: MediaLog,
    private readonly options: Partial<RoomOptions> = {},
  ) {}

  /**
   * The rally's room, made on first use; `onCreated` runs once per room before anyone else gets it.
   * Throws MediaError `closed` or `unavailable`.
   */
  open(rallyId: string, onCreated: (room: StageRoom) => void = () => undefined): Promise<StageRoom> {
    if (this.#closed) return Promise.reject(new MediaError('closed', 'the media plane is closed'));
    const existing = this.#rooms.get(rallyId);
    if (existing) return existing;
    const creating = StageRoom.create(this.pool, this.log, this.options).then((room) => {
      room.once('closed', () => this.#drop(rallyId, creating));
      onCreated(room);
      return room;
    });
    creating.catch(() => this.#drop(rallyId, creating));
    this.#rooms.set(rallyId, creating);
    return creating;
  }

  /** The room if it exists. */
  find(rallyId: string): Promise<StageRoom> | undefined {
    return this.#rooms.get(rallyId);
  }

  /** All rooms that stand now, by rally id. */
  async all(): Promise<Map<string, StageRoom>> {
    const settled = await Promise.all(
      [...this.#rooms].map(async ([id, room]) => [id, await room.catch(() => undefined)] as const),
    );
    return new Map(settled.flatMap(([id, room]) => (room ? [[id, room] as const] : [])));
  }

  async close(rallyId: string): Promise<void> {
    const room = await this.#rooms.get(rallyId)?.catch(() => undefined);
    room?.close();
  }

  async closeAll(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#rooms.keys()].map((id) => this.close(id)));
  }

  #drop(rallyId: string, room: Promise<StageRoom>): void {
    if (this.#rooms.get(rallyId) === room) this.#rooms.delete(rallyId);
  }
}
