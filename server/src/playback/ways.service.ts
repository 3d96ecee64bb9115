import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { MoveReason, ReportLinkDto, Way } from '@sammelan/shared/playback/playback.dto.js';
import { CallersService } from '../access/callers.service.js';
import type { RallyCaller } from '../access/caller.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { StageStore } from '../stage/stage-store.service.js';
import { HeadroomService } from './headroom.service.js';
import { HlsLadders } from './hls-ladders.service.js';
import { HallFullError, PlaybackByHlsError } from './playback.errors.js';
import {
  fillOf,
  type HallLevel,
  levelAfter,
  moved,
  moveFor,
  newcomer,
  reported,
  returnCount,
  shedCount,
  type ViewerCase,
} from './way.rules.js';

interface Known {
  caller: RallyCaller;
  hlsPlays: boolean;
  /** No picture on air has been lost on their browser so far. */
  decodes: boolean;
  viewer: ViewerCase;
  /** When their last socket was seen. */
  seenAt: number;
}

const lookEveryMs = 2_000;
/** What is remembered of somebody who left: they come back from a tunnel, a call, a reload. */
const rememberedMs = 15 * 60_000;
/** By then a page that was told to move shows the new picture; its transport is taken away. */
const overdueMs = 30_000;
const forgetEveryMs = 60_000;
const askAgainSeconds = 15;

/** Gives each viewer WebRTC or HLS, and moves them when headroom or their network changes. */
@Injectable()
export class WaysService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(WaysService.name);
  private readonly people = new Map<string, Known>();
  private readonly overdue: ((caller: RallyCaller) => void)[] = [];
  private level: HallLevel = 'roomy';
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private forgotAt = 0;

  constructor(
    private readonly headroom: HeadroomService,
    private readonly ladders: HlsLadders,
    private readonly stages: StageStore,
    private readonly callers: CallersService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly metrics: MetricsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      'playback_viewers',
      'Viewers by the way they are given.',
      () => Object.entries(this.counts()).map(([way, count]) => [{ way }, count]),
      ['way'],
    );
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
    // A hand that goes up is seen at once; on HLS the stage would be seconds away.
    this.stages.onChanged(({ rallyId, hands }) => {
      for (const identityId of hands.keys()) this.reconsider(this.people.get(keyOf(rallyId, identityId)));
    });
    this.ladders.onChanged((rallyId, hls) => {
      this.broadcaster.toRally(rallyId, 'playback:packaged', { hls });
      for (const known of this.people.values()) if (known.caller.rallyId === rallyId) this.reconsider(known);
    });
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Called for each viewer who was told to leave WebRTC and still holds on to it. */
  onOverdue(listener: (caller: RallyCaller) => void): void {
    this.overdue.push(listener);
  }

  /**
   * A page wants WebRTC: returns if it gets it.
   * @throws PlaybackByHlsError after the page was told where to go, HallFullError
   */
  admit(caller: RallyCaller, connectionId: string, hlsPlays = true): void {
    const now = performance.now();
    const key = keyOf(caller.rallyId, caller.identityId);
    const before = this.people.get(key);
    const known: Known = before ?? { caller, hlsPlays, decodes: true, viewer: newcomer(now), seenAt: now };
    Object.assign(known, { caller, hlsPlays, seenAt: now });
    const hls = this.ladders.find(caller.rallyId);
    if (!before) this.place(known, hls !== null);
    else this.reconsider(known, connectionId);
    this.people.set(key, known);
    if (known.viewer.way === 'webrtc') return;
    this.broadcaster.toRoom(connectionId, 'playback:moved', { way: 'hls', reason: known.viewer.why, hls });
    throw new PlaybackByHlsError();
  }

  report(caller: RallyCaller, report: ReportLinkDto): void {
    const known = this.people.get(keyOf(caller.rallyId, caller.identityId));
    if (!known) return;
    known.viewer = reported(known.viewer, report);
    this.reconsider(known);
  }

  /**
   * Their browser cannot decode a picture that is on air: they see it by HLS, and stay there. Firefox has no H.264 in WebRTC
   * before it has fetched OpenH264, and none ever where it may not.
   */
  undecodable(caller: RallyCaller): void {
    const known = this.people.get(keyOf(caller.rallyId, caller.identityId));
    if (!known) return;
    known.decodes = false;
    this.reconsider(known);
  }

  /** How many watch in each way, as far as this process knows. */
  counts(): Record<Way, number> {
    const counts = { webrtc: this.headroom.viewers, hls: 0 };
    for (const { viewer, caller } of this.people.values()) {
      if (viewer.way === 'hls' && this.isHere(caller)) counts.hls += 1;
    }
    return counts;
  }

  /** Measures, and moves as many as that asks for. Runs by itself every two seconds. */
  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const fill = fillOf(await this.headroom.measure());
      this.level = levelAfter(this.level, fill);
      this.shed(shedCount(fill, this.headroom.viewers));
      const perViewer = Math.max(fill / Math.max(1, this.headroom.viewers), 1 / this.config.playback.maxWebRtcViewers);
      this.takeBack(this.level === 'roomy' ? returnCount(fill, this.headroom.viewers, perViewer) : 0);
      this.forget();
    } catch (error) {
      this.logger.warn({ err: error });
    } finally {
      this.looking = false;
    }
  }

  /** Whoever comes for the first time. @throws HallFullError */
  private place(known: Known, hlsReady: boolean): void {
    if (this.needsWebRtc(known)) return;
    const noPlace = this.headroom.places >= 1;
    if (hlsReady && (this.config.playback.watchBy === 'hls' || noPlace || this.level !== 'roomy')) {
      known.viewer = moved(known.viewer, { way: 'hls', reason: 'headroom' }, performance.now());
    } else if (noPlace) throw new HallFullError(askAgainSeconds);
  }

  private shed(count: number): void {
    if (count === 0) return;
    // Those who came last have seen the least of it.
    const last = [...this.people.values()]
      .filter(({ viewer, caller }) => viewer.way === 'webrtc' && this.isHere(caller))
      .sort((a, b) => b.viewer.since - a.viewer.since);
    let left = count;
    for (const known of last) {
      if (left === 0) return;
      if (this.step(known, { shed: true })) left -= 1;
    }
  }

  private takeBack(count: number): void {
    if (count === 0 || this.config.playback.watchBy === 'hls') return;
    let left = count;
    for (const known of this.people.values()) {
      if (left === 0) return;
      if (known.viewer.way === 'hls' && this.isHere(known.caller) && this.step(known, { mayReturn: true })) left -= 1;
    }
  }

  private reconsider(known: Known | undefined, connectionId?: string): void {
    if (known) this.step(known, {}, connectionId);
  }

  /** Applies the rule to one viewer; true where it moved them. */
  private step(known: Known, look: { shed?: boolean; mayReturn?: boolean }, except?: string): boolean {
    const { caller, viewer } = known;
    const hls = this.ladders.find(caller.rallyId);
    const facts = {
      needsWebRtc: this.needsWebRtc(known),
      hlsReady: hls !== null,
      level: this.level,
      shed: look.shed ?? false,
      mayReturn: look.mayReturn ?? false,
      decodes: known.decodes,
    };
    const now = performance.now();
    const move = moveFor(viewer, facts, now);
    if (!move) return false;
    known.viewer = moved(viewer, move, now);
    // The page that is asking hears it with its answer.
    if (except === undefined) this.tell(known, move.reason);
    return true;
  }

  private tell({ caller, viewer: { way } }: Known, reason: MoveReason): void {
    const { rallyId, identityId } = caller;
    const hls = this.ladders.find(rallyId);
    this.broadcaster.toIdentity(rallyId, identityId, 'playback:moved', { way, reason, hls });
    if (way === 'hls') setTimeout(() => this.check(caller), overdueMs).unref();
  }

  private check(caller: RallyCaller): void {
    const viewer = this.people.get(keyOf(caller.rallyId, caller.identityId))?.viewer;
    if (viewer?.way === 'hls') for (const listener of this.overdue) listener(caller);
  }

  private needsWebRtc({ caller, hlsPlays }: Known): boolean {
    const { rallyId, identityId } = caller;
    const stage = this.stages.peek(rallyId);
    return (
      !hlsPlays ||
      this.config.playback.watchBy === 'webrtc' ||
      stage?.hands.has(identityId) === true ||
      stage?.seatOf(identityId) !== undefined ||
      // Whoever writes down or interprets what is said must hear it when it is said.
      (['stage.watch', 'caption.write', 'interpretation.speak'] as const).some((one) =>
        this.callers.may(caller, one, caller),
      )
    );
  }

  private isHere({ rallyId, identityId }: RallyCaller): boolean {
    return this.connections.inRally(rallyId, identityId).length > 0;
  }

  private forget(): void {
    const now = performance.now();
    if (now - this.forgotAt < forgetEveryMs) return;
    this.forgotAt = now;
    for (const [key, known] of this.people) {
      if (this.isHere(known.caller)) known.seenAt = now;
      else if (now - known.seenAt > rememberedMs) this.people.delete(key);
    }
  }
}

const keyOf = (rallyId: string, identityId: string): string => `${rallyId} ${identityId}`;
