import type { AttendanceNode, AttendanceRow, AttendanceTreeView } from '@sammelan/shared/attendance/attendance.dto.js';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

export type TreeState =
  /** Nothing was asked for yet. */
  | { kind: 'idle'; path: null }
  | { kind: 'loading'; path: string }
  | { kind: 'failed'; path: string; error: AppError }
  | { kind: 'ready'; path: string; tree: AttendanceTreeView };

const updated = (row: AttendanceRow, nodes: ReadonlyMap<string, AttendanceNode>): AttendanceRow => {
  const node = nodes.get(row.path);
  return node ? { ...row, now: node[1], peak: node[2], total: node[3] } : row;
};

/** Viewers of one region's children, as they change. One subtree at a time: the one that is looked at. */
export class TreeStore {
  private readonly cell = new Cell<TreeState>({ kind: 'idle', path: null });
  readonly state: Store<TreeState> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => {
        const { path } = this.cell.get();
        if (path !== null) void this.open(path);
      }),
      connection.on('attendance:tree-counted', ({ nodes }) => this.count(nodes)),
    ];
  }

  /** Looks at the children of a region; `/` is the top. */
  async open(path: string): Promise<void> {
    if (this.cell.get().path !== path) this.cell.set({ kind: 'loading', path });
    try {
      const tree = await this.connection.send('attendance:tree', { parentPath: path });
      if (this.cell.get().path === path) this.cell.set({ kind: 'ready', path, tree });
    } catch (error) {
      const state = this.cell.get();
      if (state.path !== path || state.kind === 'ready') return;
      this.cell.set({ kind: 'failed', path, error: error instanceof AppError ? error : new AppError('internal', '') });
    }
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private count(changed: readonly AttendanceNode[]): void {
    const state = this.cell.get();
    if (state.kind !== 'ready') return;
    const nodes = new Map(changed.map((node) => [node[0], node]));
    const { tree } = state;
    const rows = tree.rows.map((row) => updated(row, nodes));
    this.cell.set({ ...state, tree: { ...tree, parent: updated(tree.parent, nodes), rows } });
  }
}
