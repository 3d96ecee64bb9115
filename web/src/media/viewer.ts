import type { PlaybackSetupView, Quality } from '@sammelan/shared/playback/playback.dto.js';
import { Cell } from '../app/store.js';
import { DataMeter } from './data-meter.js';
import { onLinkEvent } from './link-events.js';
import type { LinkPhase } from './mender.js';
import { PlaybackLink, type ReceivedTrack } from './playback-link.js';
import { countPlayback, judgePlayback, type PlaybackCounts, reportPlayback } from './playback-stats.js';
import type { Signalling } from './signalling.js';
import { Sound } from './sound.js';
import { patch } from './patch.js';
import { arrangeSeats, type Choice, initialViewerState, type ViewerState } from './viewer-state.js';
import { Ways } from './ways.js';

const statsEveryMs = 3_000;
// A frozen face tells a lie: after this long without a connection the slate takes its place.
const staleAfterMs = 3_000;
// A tab nobody looks at needs no picture; a glance at another tab should not cost a key frame.
const hiddenGraceMs = 20_000;
const preferDelayMs = 300;
// A report every second look; after trouble so many good ones, for the server to believe it.
const goodReports = 3;

/** The citizen's side of the programme: what is on air, as streams, kept alive through whatever the network does. */
export class Viewer {
  readonly state = new Cell<ViewerState>(initialViewerState);
  readonly sound = new Sound();
  /** Settles when all has been said that media waits for, or when there is none to come. */
  readonly answered: Promise<void>;
  private tellAnswered: () => void = () => undefined;
  private readonly meter = new DataMeter();
  private readonly ways: Ways;
  private link: PlaybackLink | undefined;
  private started = false;
  private tracks: ReceivedTrack[] = [];
  private phase: LinkPhase | undefined;
  private counts: PlaybackCounts | undefined;
  private reportedCounts: PlaybackCounts | undefined;
  private goodToTell = 0;
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
  ) {
    this.ways = new Ways(signalling, this.state, this.sound, {
      begin: () => this.openLink(),
      end: () => this.closeLink(),
      shows: () => this.linkShows(),
      speak: () => this.publish(),
    });
    this.answered = new Promise((resolve) => (this.tellAnswered = resolve));
  }

  /** Begins to watch; harmless when repeated. */
  start(): void {
    if (this.started) return;
    this.started = true;
    const onHide = () => this.onVisibility();
    document.addEventListener('visibilitychange', onHide);
    const stats = setInterval(() => void this.measure(), statsEveryMs);
    this.undo = [
      () => document.removeEventListener('visibilitychange', onHide),
      () => clearInterval(stats),
      onLinkEvent((event) => {
        this.link?.look(event === 'network');
        this.ways.watch?.wake();
        this.sound.wake();
      }),
    ];
    this.ways.start();
  }

  stop(): void {
    this.started = false;
    for (const undo of this.undo.splice(0)) undo();
    for (const timer of [this.preferSoon, this.hideSoon]) clearTimeout(timer);
    this.ways.stop();
    this.sound.close();
    patch(this.state, { status: 'idle', seats: {} });
  }

  /** Stands still. By HLS the place is kept; by WebRTC there is only live. */
  pause(): void {
    if (this.ways.watch && this.state.get().way === 'hls') this.ways.watch.pause();
    else this.stop();
  }

  play(): void {
    if (this.ways.watch) this.ways.watch.play();
    else this.start();
  }

  /** Goes to a moment of the rally (ms since the epoch), which began at `begunAt`; needs `rewindable`. */
  rewind(streamTimeMs: number, begunAt: number): void {
    this.ways.rewind(streamTimeMs, begunAt);
  }

  goLive(): void {
    this.ways.goLive();
  }

  /** The picture once more, where the line did not carry it. */
  tryPicture(): void {
    this.ways.watch?.tryPicture();
  }

  /** When what is shown was on stage (server's clock, ms since the epoch); null: now. */
  streamTime(): number | null {
    return this.state.get().way === 'hls' ? (this.ways.watch?.streamTime() ?? null) : null;
  }

  setQuality(quality: Choice): void {
    patch(this.state, { quality, pictureStalled: false });
    this.ways.chosen(this.hidden);
    this.preferLater(0);
  }

  /** Height of the picture on the screen, in CSS pixels: no more is sent than can be seen. */
  setShownHeight(cssPixels: number): void {
    this.shownHeight = Math.min(8_192, Math.round(cssPixels * (globalThis.devicePixelRatio || 1)));
    this.preferLater(preferDelayMs);
  }

  /**
   * By HLS the interpreter comes laid over the floor already: heard in this language from now on (null: as it is spoken).
   * @param there somebody interprets into it now
   */
  setLanguage(language: string | null, there: boolean): void {
    this.ways.setLanguage(language, there);
  }

  /** Lets only these seats sound: a desk sees more of them than it wants to hear at once. Null: everyone. */
  hearOnly(seatIds: readonly string[] | null): void {
    this.heard = seatIds && new Set(seatIds);
    if (this.phase === 'connected') this.publish();
  }

  private wanted(): Quality {
    const { quality } = this.state.get();
    return this.hidden || quality === 'slides' ? 'audio' : quality;
  }

  private openLink(): void {
    // One that was turned away does not ask again by itself.
    if (this.phase === 'refused') this.closeLink();
    this.link ??= new PlaybackLink(this.signalling, this.fetchSetup, {
      quality: () => this.wanted(),
      hlsPlays: () => this.ways.hlsPlays,
      onHls: (hls) => this.ways.found(hls),
      onPhase: (phase) => this.onPhase(phase),
      // The answer itself leaves first.
      onAnswered: () => setTimeout(this.tellAnswered),
      onTracks: (tracks) => this.onTracks(tracks),
    });
  }

  private closeLink(): void {
    clearTimeout(this.stale);
    this.link?.stop();
    this.link = undefined;
    this.tracks = [];
    this.phase = undefined;
    this.counts = this.reportedCounts = undefined;
    patch(this.state, { seats: {} });
    this.sound.play(new Map());
  }

  /** Whether frames (or, without a picture, packets) have come by the present link. */
  private async linkShows(): Promise<boolean> {
    if (this.phase !== 'connected') return false;
    const report = await this.link?.stats();
    if (!report) return false;
    const { frames, packets } = countPlayback(report.values(), Date.now());
    const pictures = this.wanted() !== 'audio' && this.tracks.some(({ track }) => track.kind === 'video');
    return this.tracks.length === 0 || (pictures ? frames > 0 : packets > 0);
  }

  private onPhase(phase: LinkPhase): void {
    this.phase = phase;
    if (phase !== 'connecting') this.tellAnswered();
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
    const { status, seats, way } = this.state.get();
    // Beside HLS the pictures are laid under it, and nobody hears them yet.
    if (way === 'hls') return patch(this.state, { seats: arrangeSeats(this.tracks, seats) });
    if (this.phase === 'full') return patch(this.state, { status: 'full', seats: {} });
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
      this.ways.chosen(hidden);
      this.preferLater(0);
    };
    if (document.visibilityState === 'visible') hide(false);
    else this.hideSoon = setTimeout(() => hide(!document.pictureInPictureElement), hiddenGraceMs);
  }

  private async measure(): Promise<void> {
    if (this.ways.watch) this.meter.count('hls', this.ways.watch.bytes);
    const report = await this.link?.stats();
    if (report) this.judge(countPlayback(report.values(), Date.now()));
    else this.counts = undefined;
    patch(this.state, this.meter.read(Date.now()));
  }

  private judge(now: PlaybackCounts): void {
    const before = this.counts;
    this.counts = now;
    this.meter.count('webrtc', now.bytes);
    if (!before || now.bytes < before.bytes || this.state.get().way === 'hls') return;
    const shows = this.wanted() !== 'audio' && this.tracks.some(({ track }) => track.kind === 'video');
    this.stillFrames = shows && now.frames === before.frames ? this.stillFrames + 1 : 0;
    patch(this.state, { network: judgePlayback(before, now), pictureStalled: this.stillFrames > 1 });
    this.report(now);
  }

  /** Tells the server how the link does, while there is something to tell. */
  private report(now: PlaybackCounts): void {
    const before = this.reportedCounts ?? now;
    if (this.reportedCounts && now.at - before.at < 2 * statsEveryMs - statsEveryMs / 2) return;
    this.reportedCounts = now;
    if (now === before) return;
    const report = reportPlayback(before, now);
    const trouble = report.loss > 0.01 || report.rttMs > 300 || report.freezes > 0;
    this.goodToTell = trouble ? goodReports : this.goodToTell - 1;
    if (trouble || this.goodToTell >= 0) void this.signalling.send('playback:report', report).catch(() => undefined);
  }
}
