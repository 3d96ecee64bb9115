import type { Permission } from '@sammelan/shared/access/access.rules.js';
import type { MeView } from '@sammelan/shared/auth/auth.dto.js';
import { Cell, type Store, useStorePart } from '../../app/store.js';
import type { Connection } from '../../realtime/connection.js';

/** Who this person is in the rally and what they may do; asked again whenever their powers change. */
export class MeStore {
  private readonly cell = new Cell<MeView | null>(null);
  readonly state: Store<MeView | null> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('access:changed', () => void this.refresh()),
    ];
  }

  /** Takes on a new name, told over REST because the session's token carries it. */
  rename(name: string): void {
    this.cell.update((me) => me && { ...me, name });
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private async refresh(): Promise<void> {
    const me = await this.connection.send('access:me', {}).catch(() => null);
    if (me) this.cell.set(me);
  }
}

/** Whether the person may do this in the rally, as far as the page knows; the server decides. */
export const useMay = (me: MeStore, permission: Permission): boolean =>
  useStorePart(me.state, (view) => view?.permissions.includes(permission) ?? false);
