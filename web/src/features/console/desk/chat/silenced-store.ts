import type { SilencedView } from '@sammelan/shared/moderation/moderation.dto.js';
import { Cell, type Store } from '../../../../app/store.js';
import type { Connection } from '../../../../realtime/connection.js';

const isKeptOut = ({ banned, mutedUntil }: SilencedView): boolean => banned || mutedUntil !== null;

/** Who is muted or banned in this rally, banned ones first. Null until the first answer. */
export class SilencedStore {
  private readonly cell = new Cell<readonly SilencedView[] | null>(null);
  readonly state: Store<readonly SilencedView[] | null> = this.cell;
  private readonly stops: (() => void)[];

  constructor(private readonly connection: Connection) {
    this.stops = [
      connection.onReady(() => void this.refresh()),
      connection.on('moderation:silenced', (person) => this.put(person)),
    ];
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  private put(person: SilencedView): void {
    this.cell.update((list) => {
      const others = (list ?? []).filter(({ identityId }) => identityId !== person.identityId);
      return isKeptOut(person) ? [person, ...others] : others;
    });
  }

  private async refresh(): Promise<void> {
    const list = await this.connection.send('moderation:list', {}).catch(() => null);
    if (list) this.cell.set(list.filter(isKeptOut).sort((a, b) => Number(b.banned) - Number(a.banned)));
  }
}
