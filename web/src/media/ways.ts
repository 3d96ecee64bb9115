import { ladderOf } from '@sammelan/shared/packaging/packaging.rules.js';
import type { HlsView, PlaybackMove, ReportLinkDto, Way } from '@sammelan/shared/playback/playback.dto.js';
import type { Cell } from '../app/store.js';
import type { HlsWatch } from './hls/hls-watch.js';
import { hlsHere } from './hls/hls-support.js';
import { isSigned } from './hls/signed-address.js';
import { patch } from './patch.js';
import type { Signalling } from './signalling.js';
import type { Sound } from './sound.js';
import type { Choice, ViewerState } from './viewer-state.js';

/** The other side of a crossing. */
interface WebRtcSide {
  /** Begins to receive, unheard while HLS is what is heard; harmless when repeated. */
  begin(): void;
  end(): void;
  /** Whether something is to be seen or heard by now. */
  shows(): Promise<boolean>;
  /** Its voices, from now on. */
  speak(): void;
}

const lookEveryMs = 100;
// A link that shows nothing by then does not stand WebRTC, whatever was hoped.
const giveUpAfterMs = 20_000;
const strandedEveryMs = 2_000;
const retryAfterMs = 5_000;
const reportEveryMs = 10_000;
const hopeless: ReportLinkDto = { loss: 1, rttMs: 0, freezes: 0 };

const kinds = { auto: 'auto', '480p': 'medium', '240p': 'saver', audio: 'sound', slides: 'sound' } as const;

/**
 * The two ways to watch, and the crossing from one to the other: the new one begins beside the old and takes over when it
 * shows something. The server decides; whoever goes back in time or asks for slides is on HLS meanwhile.
 */
export class Ways {
  watch: HlsWatch | null = null;
  private told: Way = 'webrtc';
  private reason: PlaybackMove['reason'] = 'recovered';
  private hls: HlsView | null = null;
  private unplayable = hlsHere() === null;
  private hidden = false;
  private language: string | null = null;
  private begunAt: number | null = null;
  /** Counts the crossings; one that is overtaken by another stops. */
  private turn = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  /** Since when WebRTC is on its way, or coming back. */
  private strandedAt: number | null = null;
  private undo: (() => void)[] = [];

  constructor(
    private readonly signalling: Signalling,
    private readonly state: Cell<ViewerState>,
    private readonly sound: Sound,
    private readonly webRtc: WebRtcSide,
  ) {}

  get hlsPlays(): boolean {
    return !this.unplayable;
  }

  start(): void {
    let seen = false;
    const reports = setInterval(() => this.report(), reportEveryMs);
    const looks = setInterval(() => this.lookStranded(), strandedEveryMs);
    this.undo = [
      this.signalling.on('playback:moved', (move) => this.obey(move)),
      this.signalling.on('playback:packaged', ({ hls }) => this.found(hls)),
      // A server that restarted knows nothing of whom it moved: it is asked anew.
      this.signalling.onReady(() => {
        if (seen && this.told === 'hls') this.obey({ way: 'webrtc', reason: 'recovered', hls: this.hls });
        if (seen && this.hls && isSigned(this.hls.url)) void this.ask();
        seen = true;
      }),
      () => clearInterval(reports),
      () => clearInterval(looks),
    ];
    this.told = 'webrtc';
    this.follow();
  }

  stop(): void {
    for (const undo of this.undo.splice(0)) undo();
    clearTimeout(this.retry);
    this.turn += 1;
    this.drop();
    this.webRtc.end();
    patch(this.state, { way: 'webrtc' });
  }

  /** What was told while the line was down: an address that is signed runs out. */
  private async ask(): Promise<void> {
    const stream = await this.signalling.send('stream:find', {}).catch(() => null);
    const hls = stream && ladderOf(stream);
    if (hls) this.found(hls);
  }

  /** Where HLS is, as far as anybody said; null: nowhere. */
  found(hls: HlsView | null): void {
    this.hls = hls;
    patch(this.state, { rewindable: hls !== null && !this.unplayable, slideUrl: hls?.slideUrl ?? null });
    if (hls) this.watch?.setLadder(hls);
    this.follow();
  }

  /** The viewer chose something else, or looks away. */
  chosen(hidden: boolean): void {
    this.hidden = hidden;
    this.watch?.setKind(this.kind);
    this.follow();
  }

  /** HLS is heard in an interpreter's language from now on, or as it is spoken (null). */
  setLanguage(language: string | null, there: boolean): void {
    this.language = language;
    this.watch?.setLanguage(language, there);
  }

  /** Goes to a moment of the stage, from either way. @param begunAt when the rally began */
  rewind(streamTimeMs: number, begunAt: number): void {
    this.begunAt = begunAt;
    if (this.watch && this.state.get().way === 'hls') this.watch.seek(streamTimeMs);
    else void this.toHls(streamTimeMs);
  }

  goLive(): void {
    const { quality } = this.state.get();
    // What plays goes on until live has come the other way.
    if (this.told === 'webrtc' && quality !== 'slides') this.watch?.release();
    else this.watch?.goLive();
    this.follow();
  }

  private get kind() {
    return this.hidden ? 'sound' : kinds[this.state.get().quality];
  }

  private get wanted(): Way {
    if (!this.hls || this.unplayable) return 'webrtc';
    const choice: Choice = this.state.get().quality;
    return choice === 'slides' || this.watch?.state.get().timeline.rewound ? 'hls' : this.told;
  }

  private obey({ way, reason, hls }: PlaybackMove): void {
    this.told = way;
    this.reason = reason;
    if (hls) this.found(hls);
    else this.follow();
  }

  private follow(): void {
    clearTimeout(this.retry);
    void (this.wanted === 'hls' ? this.toHls() : this.toWebRtc());
  }

  private async toHls(streamTimeMs: number | null = null): Promise<void> {
    if (this.watch && this.state.get().way === 'hls') {
      // Whatever was on its way beside it is not wanted any more.
      this.turn += 1;
      this.webRtc.end();
      this.watch.settle();
      return;
    }
    if ((this.watch && streamTimeMs === null) || !this.hls) return;
    const turn = ++this.turn;
    const ladder = this.hls;
    try {
      const { HlsWatch } = await import('./hls/hls-watch.js');
      if (turn !== this.turn) return;
      this.drop();
      const watch = new HlsWatch(
        ladder,
        () => this.begunAt,
        this.kind,
        this.language,
        (video) => this.sound.follow(video),
      );
      this.watch = watch;
      watch.state.subscribe(() => this.watch === watch && this.show(watch));
      await watch.begin(streamTimeMs);
      if (turn !== this.turn) return;
      patch(this.state, { way: 'hls', status: 'playing', pictureStalled: false });
      this.webRtc.end();
      watch.speak();
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    }
  }

  private async toWebRtc(): Promise<void> {
    const turn = ++this.turn;
    this.webRtc.begin();
    if (this.state.get().way === 'webrtc') {
      this.drop();
      return;
    }
    const until = performance.now() + giveUpAfterMs;
    while (!(await this.webRtc.shows())) {
      if (turn !== this.turn) return;
      if (performance.now() > until) return this.giveUp();
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    if (turn !== this.turn) return;
    patch(this.state, { way: 'webrtc' });
    this.webRtc.speak();
    this.drop();
  }

  /** Some networks let neither UDP nor our TCP through, from the start or from the next cell on: HLS is a page like any other. */
  private lookStranded(): void {
    const { way, status } = this.state.get();
    const stranded =
      way === 'webrtc' && this.wanted === 'webrtc' && (status === 'connecting' || status === 'reconnecting');
    if (!stranded || this.unplayable || !navigator.onLine) this.strandedAt = null;
    else if (performance.now() - (this.strandedAt ??= performance.now()) > giveUpAfterMs) {
      this.strandedAt = null;
      this.giveUp();
    }
  }

  private giveUp(): void {
    if (!this.hls) return;
    this.told = 'hls';
    this.reason = 'network';
    this.follow();
    // Twice is what the server moves a viewer for.
    for (let times = 0; times < 2; times += 1) this.tell(hopeless);
  }

  private failed(error: unknown): void {
    this.drop();
    // What the browser cannot decode it will not decode later; anything else may be the network's.
    this.unplayable = /codec|append|addSource|MSE/i.test(error instanceof Error ? error.message : '');
    if (this.unplayable) patch(this.state, { rewindable: false });
    if (this.unplayable) this.follow();
    else this.retry = setTimeout(() => this.follow(), retryAfterMs);
  }

  private show(watch: HlsWatch): void {
    const film = watch.state.get();
    const shown = this.state.get().way === 'hls';
    patch(this.state, { film, ...(shown ? { status: film.stalled ? 'reconnecting' : 'playing' } : {}) });
  }

  private drop(): void {
    const { watch } = this;
    this.watch = null;
    if (!watch) return;
    this.sound.follow(null);
    watch.close();
    patch(this.state, { film: null });
  }

  /** On HLS only those report whom the network brought there: they are on their way back. */
  private report(): void {
    if (!this.watch || this.told !== 'hls' || this.reason !== 'network') return;
    const { kbps } = this.watch;
    this.tell({ loss: 0, rttMs: 0, freezes: this.watch.takeFreezes(), ...(kbps === null ? {} : { kbps }) });
  }

  private tell(report: ReportLinkDto): void {
    void this.signalling.send('playback:report', report).catch(() => undefined);
  }
}
