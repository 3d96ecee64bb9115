import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import type { ReplayChatView } from '@sammelan/shared/recordings/recordings.dto.js';
import { chatPieceMs, chatPieceOf } from '@sammelan/shared/recordings/recordings.rules.js';
import { api } from '../../app/api.js';
import { Cell } from '../../app/store.js';

/** More nobody scrolls back through. */
const shownMessages = 150;
/** The piece that is shown, the one before it, and the next one once half of this one is over. */
const aheadMs = chatPieceMs / 2;

/** What was said up to the moment that is shown. */
export class ReplayChat {
  readonly messages = new Cell<readonly MessageView[]>([]);
  private readonly pieces = new Map<number, readonly MessageView[] | null>();
  private at = 0;

  constructor(private readonly rallyId: string) {}

  /** @param at the moment of the stage that is shown, ms since the epoch */
  show(at: number): void {
    this.at = at;
    const piece = chatPieceOf(at);
    for (const one of new Set([piece, piece - 1, chatPieceOf(at + aheadMs)])) void this.fetch(one);
    this.tell();
  }

  private async fetch(piece: number): Promise<void> {
    if (this.pieces.has(piece)) return;
    this.pieces.set(piece, null);
    try {
      const { messages } = await api<ReplayChatView>(`/api/rallies/${this.rallyId}/replay/chat?piece=${piece}`);
      this.pieces.set(piece, messages);
      this.tell();
    } catch {
      // Asked for again with the next second that is shown.
      this.pieces.delete(piece);
    }
  }

  private tell(): void {
    const said = [...this.pieces.entries()]
      .sort(([one], [other]) => one - other)
      .flatMap(([, messages]) => messages ?? [])
      .filter(({ at }) => Date.parse(at) <= this.at)
      .slice(-shownMessages);
    const before = this.messages.get();
    const same = said.length === before.length && said.every((one, index) => one === before[index]);
    if (!same) this.messages.set(said);
  }
}
