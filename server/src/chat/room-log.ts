import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { historyPage } from '@sammelan/shared/chat/chat.rules.js';

/** The newest messages of a room in memory: whoever comes in, or comes back, is served from here without a query. */
export class RoomLog {
  /** Ascending; the last `historyPage` that were announced, then those that wait for the next frame. */
  private messages: MessageView[];
  private announced: number;

  /** @param messages the last messages stored, ascending */
  constructor(messages: MessageView[]) {
    this.messages = messages;
    this.announced = this.lastSeq;
  }

  /** Sequence number of the newest message stored; 0 in an empty room. */
  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Adds messages that were stored, ascending, without a gap to `lastSeq`; those that are here already are left out. */
  append(messages: readonly MessageView[]): void {
    const { lastSeq } = this;
    this.messages.push(...messages.filter(({ seq }) => seq > lastSeq));
  }

  /** Messages that the room has not been sent yet, once. */
  announce(): MessageView[] {
    const fresh = this.messages.filter(({ seq }) => seq > this.announced);
    this.announced = this.lastSeq;
    if (this.messages.length > historyPage) this.messages = this.messages.slice(-historyPage);
    return fresh;
  }

  /** The last announced messages: a page of them, or those after `afterSeq` where all of them are here. */
  recent(afterSeq: number | undefined): { messages: MessageView[]; restarted: boolean } {
    const page = this.messages.filter(({ seq }) => seq <= this.announced).slice(-historyPage);
    if (afterSeq === undefined) return { messages: page, restarted: false };
    const oldest = page[0]?.seq ?? 1;
    // Ahead of what is stored: the database was restored from a backup since.
    if (afterSeq < oldest - 1 || afterSeq > this.lastSeq) return { messages: page, restarted: true };
    return { messages: page.filter(({ seq }) => seq > afterSeq), restarted: false };
  }

  /** A message of this person under this client id, if it is among those kept. */
  byClientId(authorId: string, clientId: string): MessageView | null {
    return this.messages.findLast((one) => one.clientId === clientId && one.authorId === authorId) ?? null;
  }

  /** Takes the text of the messages away, also of those that wait for a frame. */
  remove(ids: ReadonlySet<string>): void {
    for (const message of this.messages) if (ids.has(message.id)) Object.assign(message, { text: '', removed: true });
  }
}
