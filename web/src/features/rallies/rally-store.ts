import { AppError } from '@sammelan/shared/contract/errors.js';
import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { api } from '../../app/api.js';
import { errorCode } from '../../app/error-text.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';
import { backoffMs } from '../../realtime/backoff.js';

export type RallyState =
  { kind: 'loading' } | { kind: 'ready'; rally: RallyView } | { kind: 'failed'; error: AppError };

/** Failures that a later try may mend. */
const passing = new Set(['unavailable', 'rate-limited', 'internal']);

/** The public face of a rally, by its slug; asked for without a session, so it is there before the socket. */
export class RallyStore {
  private readonly cell = new Cell<RallyState>({ kind: 'loading' });
  readonly state: Store<RallyState> = this.cell;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;

  constructor(private readonly slug: string) {
    void this.load();
  }

  /** Follows the changes that the socket tells of. Returns what stops it. */
  follow(connection: Connection): () => void {
    let seen = false;
    const stops = [
      connection.on('rally:changed', (rally) => this.cell.set({ kind: 'ready', rally })),
      // What changed while the line was down was told to nobody here.
      connection.onReady(() => {
        if (seen) void this.load();
        // Nor what changed between the answer and the line; ten thousand who come at once do not ask twice at once.
        else this.timer = setTimeout(() => void this.load(), 1000 + Math.random() * 3000);
        seen = true;
      }),
    ];
    return () => {
      clearTimeout(this.timer);
      stops.forEach((stop) => stop());
    };
  }

  /** Without a session, unless the rally shows itself only to those it knows. */
  private async fetch(): Promise<RallyView> {
    const path = `/api/rallies/public/${encodeURIComponent(this.slug)}`;
    return api<RallyView>(path, { open: true }).catch((error: unknown) => {
      if (errorCode(error) !== 'rally-private') throw error;
      return api<RallyView>(path);
    });
  }

  async load(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const rally = await this.fetch();
      this.attempt = 0;
      this.cell.set({ kind: 'ready', rally });
    } catch (error) {
      if (this.cell.get().kind === 'ready') return;
      this.cell.set({ kind: 'failed', error: error instanceof AppError ? error : new AppError('internal', '') });
      if (passing.has(errorCode(error)))
        this.timer = setTimeout(() => void this.load(), 1000 + backoffMs(this.attempt++));
    }
  }
}
