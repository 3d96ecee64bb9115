import type { PlaybackSetupView, Quality } from '@sammelan/shared/playback/playback.dto.js';
import { Cell } from '../app/store.js';
import { onLinkEvent } from './link-events.js';
import type { LinkPhase } from './mender.js';
import { PlaybackLink, type ReceivedTrack } from './playback-link.js';
import { countPlayback, judgePlayback, type PlaybackCounts } from './playback-stats.js';
import type { Signalling } from './signalling.js';
import { Sound } from './sound.js';
import { patch } from './patch.js';
import { arrangeSeats, initialViewerState, type ViewerState } from './viewer-state.js';

const statsEveryMs = 3_000;
// A frozen face tells a lie: after this long without a connection the slate takes its place.
const staleAfterMs = 3_000;
// A tab nobody looks at needs no picture; a glance at another tab should not cost a key frame.
const hiddenGraceMs = 20_000;
const preferDelayMs = 300;

/** The citizen's side of the programme: what is on air, as streams, kept alive through whatever the network does. */
export class Viewer {
  readonly state = new Cell<ViewerState>(initialViewerState);
  readonly sound = new Sound();
  private link: PlaybackLink | undefined;
  private tracks: ReceivedTrack[] = [];
  private phase: LinkPhase | undefined;
  private counts: PlaybackCounts | undefined;
  private stillFrames = 0;
  private shownHeight: number | undefined;
  private hidden = false;
  private heard: ReadonlySet<string> | null = null;
  private told = '';
  private stale: ReturnType<typeof setTimeout> | undefined;
  private preferSoon: ReturnType<typeof setTimeout> | undefined;
  private hideSoon: ReturnType<typeof setTimeout> | undefined;
  private undo: (() => void)[] = [];

  /** @param fetchSetup the same for every viewer: best begun with the page, before the socket is up */
  constructor(
    private readonly signalling: Signalling,
    private readonly fetchSetup: () => Promise<PlaybackSetupView>,
  ) {}

  /** Begins to watch; harmless when repeated. */
  start(): void {
    if (this.link) return;
    const link = new PlaybackLink(this.signalling, this.fetchSetup, {
      quality: () => this.wanted(),
      onPhase: (phase) => this.onPhase(phase),
      onTracks: (tracks) => this.onTracks(tracks),
    });
    this.link = link;
    const onHide = () => this.onVisibility();
    document.addEventListener('visibilitychange', onHide);
    const stats = setInterval(() => void this.measure(), statsEveryMs);
    this.undo = [
      () => document.removeEventListener('visibilitychange', onHide),
      () => clearInterval(stats),
      onLinkEvent((event) => {
        link.look(event === 'network');
        this.sound.wake();
      }),
    ];
  }

  stop(): void {
    for (const undo of this.undo.splice(0)) undo();
    for (const timer of [this.stale, this.preferSoon, this.hideSoon]) clearTimeout(timer);
    this.link?.stop();
    this.link = undefined;
    this.sound.close();
    this.tracks = [];
    this.phase = undefined;
    patch(this.state, { status: 'idle', seats: {} });
  }

  setQuality(quality: Quality): void {
    patch(this.state, { quality, pictureStalled: false });
    this.preferLater(0);
  }

  /** Height of the picture on the screen, in CSS pixels: no more is sent than can be seen. */
  setShownHeight(cssPixels: number): void {
    this.shownHeight = Math.min(8_192, Math.round(cssPixels * (globalThis.devicePixelRatio || 1)));
    this.preferLater(preferDelayMs);
  }

  /** Lets only these seats sound: a desk sees more of them than it wants to hear at once. Null: everyone. */
  hearOnly(seatIds: readonly string[] | null): void {
    this.heard = seatIds && new Set(seatIds);
    if (this.phase === 'connected') this.publish();
  }

  private wanted(): Quality {
    return this.hidden ? 'audio' : this.state.get().quality;
  }

  private onPhase(phase: LinkPhase): void {
    this.phase = phase;
    clearTimeout(this.stale);
    if (phase === 'connected') {
      this.told = '';
      this.preferLater(0);
    } else this.stale = setTimeout(() => patch(this.state, { seats: {} }), staleAfterMs);
    this.publish();
  }

  private onTracks(tracks: ReceivedTrack[]): void {
    this.tracks = tracks;
    this.publish();
  }

  private publish(): void {
    const { status, seats } = this.state.get();
    if (this.phase === 'unsupported') return patch(this.state, { status: 'unsupported', seats: {} });
    if (this.phase === 'refused') return patch(this.state, { status: 'idle', seats: {} });
    if (this.phase !== 'connected') {
      const first = status === 'idle' || status === 'connecting';
      return patch(this.state, { status: first ? 'connecting' : 'reconnecting' });
    }
    const arranged = arrangeSeats(this.tracks, seats);
    patch(this.state, { status: this.tracks.length ? 'playing' : 'waiting', seats: arranged });
    const voices = Object.entries(arranged).flatMap(([seatId, { microphone }]) =>
      microphone && (this.heard?.has(seatId) ?? true) ? [[seatId, microphone] as const] : [],
    );
    this.sound.play(new Map(voices));
  }

  private preferLater(delayMs: number): void {
    clearTimeout(this.preferSoon);
    this.preferSoon = setTimeout(() => void this.prefer(), delayMs);
  }

  private async prefer(): Promise<void> {
    if (this.phase !== 'connected') return;
    const quality = this.wanted();
    const preference = this.shownHeight === undefined ? { quality } : { quality, shownHeight: this.shownHeight };
    const told = JSON.stringify(preference);
    if (told === this.told) return;
    this.told = told;
    // Where it is lost, the link is lost with it, and the next connection tells it again.
    await this.signalling.send('playback:prefer', preference).catch(() => (this.told = ''));
  }

  private onVisibility(): void {
    clearTimeout(this.hideSoon);
    const hide = (hidden: boolean) => {
      this.hidden = hidden;
      this.preferLater(0);
    };
    if (document.visibilityState === 'visible') hide(false);
    else this.hideSoon = setTimeout(() => hide(!document.pictureInPictureElement), hiddenGraceMs);
  }

  private async measure(): Promise<void> {
    const report = await this.link?.stats();
    if (!report) return void (this.counts = undefined);
    const before = this.counts;
    const now = (this.counts = countPlayback(report.values(), Date.now()));
    if (!before || now.bytes < before.bytes) return;
    const shows = this.wanted() !== 'audio' && this.tracks.some(({ track }) => track.kind === 'video');
    this.stillFrames = shows && now.frames === before.frames ? this.stillFrames + 1 : 0;
    patch(this.state, {
      ...judgePlayback(before, now),
      pictureStalled: this.stillFrames > 1,
      megabytesUsed: this.state.get().megabytesUsed + (now.bytes - before.bytes) / 1e6,
    });
  }
}
