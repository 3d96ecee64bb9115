import type { AttendanceView } from '@sammelan/shared/attendance/attendance.dto.js';
import { Cell, type Store } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

/** Viewers now, in all and in the caller's region, as the server counts them. Null until the first figure. */
export class AttendanceStore {
  private readonly cell = new Cell<AttendanceView | null>(null);
  readonly state: Store<AttendanceView | null> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('attendance:counted', (count) =>
        this.cell.update((view) => {
          if (!view) return view;
          const own = view.region && count.region?.path === view.region.path ? count.region.now : undefined;
          return { ...view, ...count, region: own === undefined ? view.region : { ...view.region!, now: own } };
        }),
      ),
    ];
  }

  /** Says where the viewer is from: a region's code. @throws AppError */
  async place(regionCode: string): Promise<AttendanceView> {
    const view = await this.connection.send('attendance:place', { regionCode });
    this.cell.set(view);
    return view;
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private async refresh(): Promise<void> {
    const view = await this.connection.send('attendance:now', {}).catch(() => null);
    if (view) this.cell.set(view);
  }
}
