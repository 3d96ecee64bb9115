import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type { ConsumerView } from '@sammelan/shared/playback/playback.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { MediaUnavailableError } from '../stage/stage.errors.js';
import type { ViewerTransport } from '../media/viewer-transport.js';
import type { LayerChoice } from './playback.rules.js';

/** What a session tells the page it belongs to. */
export interface PlaybackPage {
  offered(consumers: ConsumerView[]): void;
  withdrawn(consumerIds: string[]): void;
  /** The transport is gone for no fault of the page: it opens another one. */
  reset(): void;
  /** A picture that it should see cannot be decoded there. */
  undecodable(): void;
  /** Media flows. */
  connected(): void;
}

// A socket that breaks and comes back should not cost the picture in between; the page then opens a new session.
const orphanLifeMs = 15_000;

/** One page that watches. Its former transport plays on until the one that replaces it is connected. */
export class PlaybackSession {
  /** Seats the desk watches before they are on air. */
  readonly preview = new Set<string>();
  /** What is heard over the floor. */
  interpretation: SpokenLanguage | null = null;
  layers: LayerChoice = { spatialLayer: 2, video: true };
  private current: ViewerTransport | undefined;
  private former: ViewerTransport | undefined;
  /** Whether the current one was connected. */
  private playing = false;
  private orphanTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly caller: RallyCaller,
    private readonly page: PlaybackPage,
  ) {}

  /** Nobody can be told anything any more: the page's socket is gone. */
  get orphaned(): boolean {
    return this.orphanTimer !== undefined;
  }

  /** The transport the page uses. @throws MediaUnavailableError */
  get viewer(): ViewerTransport {
    if (!this.current) throw new MediaUnavailableError('nothing is open');
    return this.current;
  }

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  replace(viewer: ViewerTransport): void {
    // What plays now is kept; what never came to play is not.
    const [kept, dropped] = this.playing ? [this.current, this.former] : [this.former, this.current];
    this.former = kept;
    this.current = viewer;
    this.playing = false;
    dropped?.close('replaced');
    const ifCurrent = (tell: () => void) => {
      if (this.current === viewer && !this.orphaned) tell();
    };
    viewer.on('added', (offers) => ifCurrent(() => this.page.offered(offers)));
    viewer.on('removed', (ids) => ifCurrent(() => this.page.withdrawn(ids)));
    viewer.on('undecodable', () => ifCurrent(() => this.page.undecodable()));
    if (viewer.undecodable) this.page.undecodable();
    viewer.on('connected', () => {
      if (this.current !== viewer) return;
      this.playing = true;
      this.former?.close('replaced');
      this.former = undefined;
      this.page.connected();
    });
    viewer.on('closed', (reason) => {
      if (this.former === viewer) this.former = undefined;
      if (this.current !== viewer) return;
      if (reason === 'worker-died' || reason === 'lost' || reason === 'timeout') ifCurrent(() => this.page.reset());
      this.current = undefined;
    });
  }

  /** The socket is gone; media goes on for a little. `then` runs when it has ended. */
  orphan(then: () => void): void {
    this.orphanTimer ??= setTimeout(() => {
      this.close();
      then();
    }, orphanLifeMs).unref();
  }

  close(): void {
    clearTimeout(this.orphanTimer);
    this.former?.close();
    this.current?.close();
    this.former = this.current = undefined;
  }
}
