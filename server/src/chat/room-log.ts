import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { historyPage } from '@sammelan/shared/chat/chat.rules.js';

/** A message that was removed, and its place. */
export interface Removal {
  id: string;
  seq: number;
}

/** Removals kept for those who come back; where there are more, they get the page anew. */
export const keptRemovals = 500;

/** The newest messages of a room in memory: whoever comes in, or comes back, is served from here without a query. */
export class RoomLog {
  /** Ascending; the last `historyPage` that were announced, then those that wait for the next frame. */
  private messages: MessageView[];
  private announced: number;
  /** As `announced`, to moderators where they see messages earlier. */
  private early: number;

  /**
   * @param messages the last messages stored, ascending
   * @param removals the last that were removed, at most `keptRemovals`
   */
  constructor(
    messages: MessageView[],
    private removals: Removal[],
  ) {
    this.messages = messages;
    this.announced = this.lastSeq;
    this.early = this.lastSeq;
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

  /** Messages, up to a number, that the room has not been sent yet, once. */
  announce(upTo = this.lastSeq): MessageView[] {
    const fresh = this.messages.filter(({ seq }) => seq > this.announced && seq <= upTo);
    this.announced = Math.max(this.announced, upTo);
    this.early = Math.max(this.early, this.announced);
    const kept = historyPage + this.lastSeq - this.announced;
    if (this.messages.length > kept) this.messages = this.messages.slice(-kept);
    return fresh;
  }

  /** Messages that moderators have not been sent yet, ahead of the room, once. */
  announceEarly(): MessageView[] {
    const fresh = this.messages.filter(({ seq }) => seq > this.early);
    this.early = this.lastSeq;
    return fresh;
  }

  /** Number of the last message that everyone in the room has been sent. */
  get announcedSeq(): number {
    return this.announced;
  }

  /**
   * The last announced messages: a page of them, or those after `afterSeq` where all of them are here. `removed` are the
   * ids of messages up to `afterSeq` that are gone: whoever was away may hold them still.
   */
  recent(
    afterSeq: number | undefined,
    early = false,
  ): { messages: MessageView[]; removed: string[]; restarted: boolean } {
    const last = early ? this.early : this.announced;
    const page = this.messages.filter(({ seq }) => seq <= last).slice(-historyPage);
    if (afterSeq === undefined) return { messages: page, removed: [], restarted: false };
    const oldest = page[0]?.seq ?? 1;
    // Ahead of what is stored: the database was restored from a backup since.
    const unknown = afterSeq < oldest - 1 || afterSeq > this.lastSeq;
    if (unknown || this.removals.length >= keptRemovals) return { messages: page, removed: [], restarted: true };
    const removed = this.removals.filter(({ seq }) => seq <= afterSeq).map(({ id }) => id);
    return { messages: page.filter(({ seq }) => seq > afterSeq), removed, restarted: false };
  }

  /** A message of this person under this client id, if it is among those kept. */
  byClientId(authorId: string, clientId: string): MessageView | null {
    return this.messages.findLast((one) => one.clientId === clientId && one.authorId === authorId) ?? null;
  }

  /** Takes the text of the messages away, also of those that wait for a frame. */
  remove(removals: readonly Removal[]): void {
    const ids = new Set(removals.map(({ id }) => id));
    for (const message of this.messages) if (ids.has(message.id)) Object.assign(message, { text: '', removed: true });
    this.removals = [...this.removals.filter(({ id }) => !ids.has(id)), ...removals].slice(-keptRemovals);
  }
}
