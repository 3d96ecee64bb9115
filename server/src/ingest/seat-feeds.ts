import type { IngestView } from '@sammelan/shared/ingest/ingest.dto.js';
import { FeedMeter } from '../media/feed-meter.js';
import type { StageRoom } from '../media/stage-room.js';
import type { Feed, NewFeed } from './feed.js';
import { feedToUse } from './feed.rules.js';
import { feedView } from './feed-view.js';

/** Beside the events that tell of silence: what came back is used again when it has been steady for long enough. */
const lookEveryMs = 250;
/** On the stage, and in reserve. */
export const feedsPerSeat = 2;

/** The encoders of one seat: one is shown, the other waits, and takes over when the first falls silent. */
export class SeatFeeds {
  private feeds: Feed[] = [];
  private inUse: Feed | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly rallyId: string,
    readonly seatId: string,
    /** What the seat is used from. */
    readonly connectionId: string,
    private readonly on: {
      /** Whether the seat is still used from here, and not from a browser meanwhile. */
      ownsSeat: () => boolean;
      /** The last encoder is gone. */
      empty: () => void;
      room: () => StageRoom | undefined;
    },
  ) {
    this.timer = setInterval(() => this.look(), lookEveryMs).unref();
  }

  get all(): readonly Feed[] {
    return this.feeds;
  }

  /** Room for one more, be it in the place of one that has fallen silent. */
  get isFull(): boolean {
    return this.feeds.filter(({ speaker }) => !speaker.stalled).length >= feedsPerSeat;
  }

  add(opened: NewFeed): Feed {
    const { speaker } = opened;
    const feed = { ...opened, openedAt: Date.now(), meter: new FeedMeter(speaker) };
    for (const one of this.feeds.length >= feedsPerSeat ? this.feeds : []) {
      if (one.speaker.stalled) one.speaker.close('replaced');
    }
    this.feeds.push(feed);
    this.feeds.sort((a, b) => a.rank - b.rank || a.openedAt - b.openedAt);
    speaker.on('stalled', () => this.choose());
    speaker.on('closed', () => this.remove(feed.id));
    this.choose();
    return feed;
  }

  view(keyId: string): Promise<IngestView[]> {
    const own = this.feeds.filter((feed) => feed.keyId === keyId);
    return Promise.all(own.map((feed) => feedView(feed, feed === this.inUse)));
  }

  /** Ends all of them, or those of one key. */
  close(keyId?: string): void {
    for (const feed of [...this.feeds]) {
      if (keyId === undefined || feed.keyId === keyId) feed.speaker.close('removed');
    }
    if (this.feeds.length === 0) clearInterval(this.timer);
  }

  private remove(id: string): void {
    this.feeds = this.feeds.filter((feed) => feed.id !== id);
    if (this.inUse?.id === id) this.inUse = null;
    if (this.feeds.length > 0) return this.choose();
    clearInterval(this.timer);
    this.on.empty();
  }

  private look(): void {
    if (this.on.ownsSeat()) this.choose();
    else this.close();
  }

  private choose(): void {
    const states = this.feeds.map(({ id, speaker }) => ({ id, flowingSince: speaker.flowingSince }));
    const chosen = feedToUse(states, this.inUse?.id ?? null, Date.now());
    for (const { speaker } of this.feeds) speaker.doubt(this.feeds.length > 1);
    const feed = this.feeds.find(({ id }) => id === chosen);
    if (!feed || feed === this.inUse) return;
    this.inUse = feed;
    this.on.room()?.use(feed.speaker);
  }
}
