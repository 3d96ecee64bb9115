import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import type {
  OpenPlaybackDto,
  PlaybackSetupView,
  PlaybackView,
  PreferQualityDto,
  ReportLinkDto,
} from '@sammelan/shared/playback/playback.dto.js';
import { isStageOpen } from '@sammelan/shared/rallies/rallies.rules.js';
import type { MediaJson } from '@sammelan/shared/stage/stage.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { routerRtpCapabilities } from '../media/codecs.js';
import { RallyNotOpenError } from '../rallies/rallies.errors.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { Connections } from '../realtime/connections.js';
import { asked, MediaPlane } from '../stage/media-plane.service.js';
import { MediaUnavailableError } from '../stage/stage.errors.js';
import { StageStore } from '../stage/stage-store.service.js';
import { HeadroomService } from './headroom.service.js';
import { HlsLadders } from './hls-ladders.service.js';
import { iceServers } from './ice-servers.js';
import { PlaybackSession } from './playback-session.js';
import { layersFor } from './playback.rules.js';
import { WaysService } from './ways.service.js';

/** What viewers receive: one session per connection (socket), its transport and its consumers. */
@Injectable()
export class PlaybackService implements OnModuleInit {
  private readonly sessions = new Map<string, PlaybackSession>();
  private readonly capabilities = routerRtpCapabilities();
  private interpreterOf: (rallyId: string, language: SpokenLanguage) => string | null = () => null;

  constructor(
    private readonly media: MediaPlane,
    private readonly stages: StageStore,
    private readonly rallies: RalliesService,
    private readonly callers: CallersService,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
    private readonly ways: WaysService,
    private readonly ladders: HlsLadders,
    private readonly headroom: HeadroomService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.connections.onLeft((socket) => this.orphan(socket.id));
    this.connections.onEnding((rallyId, wanted) =>
      this.closeAll(({ caller }) => caller.rallyId === rallyId && wanted(caller)),
    );
    this.connections.onRegranted(({ id, data }) => {
      if (!this.callers.may(data, 'stage.direct', data)) this.endPreview(id);
    });
    this.ways.onOverdue((late) => this.closeAll(({ caller }) => isSamePerson(caller, late)));
  }

  /** What every viewer needs before it opens; nothing in it is about who asks. */
  setup(): PlaybackSetupView {
    return { routerRtpCapabilities: this.capabilities, iceServers: iceServers(this.config.turn, Date.now()) };
  }

  /**
   * First round trip.
   * @throws RallyNotOpenError, PlaybackByHlsError, HallFullError, MediaUnsupportedError, MediaUnavailableError
   */
  async open(caller: RallyCaller, connectionId: string, dto: OpenPlaybackDto): Promise<PlaybackView> {
    const { rallyId, identityId } = caller;
    if (!isStageOpen((await this.rallies.get(rallyId)).state)) throw new RallyNotOpenError();
    const [room, stage] = await Promise.all([this.media.open(rallyId), this.stages.get(rallyId)]);
    this.ways.admit(caller, connectionId, dto.hls);
    const session = this.session(caller, connectionId);
    if (dto.quality) session.layers = layersFor(dto.quality);
    const wants = (seatId: string, onAir: boolean) =>
      // Speakers do not receive themselves, but another tab of theirs does.
      stage.connections.get(seatId) !== connectionId &&
      (onAir || session.preview.has(seatId) || this.interprets(session, seatId));
    this.headroom.opening += 1;
    const viewer = await asked(() => room.openViewer(identityId, dto.rtpCapabilities, wants)).finally(
      () => (this.headroom.opening -= 1),
    );
    if (this.sessions.get(connectionId) !== session || session.orphaned) {
      viewer.close();
      throw new MediaUnavailableError('the connection is gone');
    }
    session.replace(viewer);
    await asked(() => viewer.setQuality(session.layers));
    return { ...viewer.open(), hls: this.ladders.find(rallyId) };
  }

  /** Second round trip: media flows. */
  async start(connectionId: string, dtlsParameters: MediaJson): Promise<void> {
    const { viewer } = this.own(connectionId);
    await asked(() => viewer.start(dtlsParameters as never));
  }

  async resume(connectionId: string, consumerIds: readonly string[]): Promise<void> {
    const { viewer } = this.own(connectionId);
    await asked(() => viewer.resume(consumerIds));
  }

  async prefer(connectionId: string, { quality, shownHeight }: PreferQualityDto): Promise<void> {
    const session = this.own(connectionId);
    session.layers = layersFor(quality, shownHeight);
    await asked(() => session.viewer.setQuality(session.layers));
  }

  report(caller: RallyCaller, report: ReportLinkDto): void {
    this.ways.report(caller, report);
  }

  async restartIce(connectionId: string): Promise<{ iceParameters: MediaJson }> {
    const { viewer } = this.own(connectionId);
    return { iceParameters: await asked(() => viewer.restartIce()) };
  }

  /** The desk looks at a seat, on air or not, or looks away. */
  async preview(caller: RallyCaller, connectionId: string, seatId: string, on: boolean): Promise<void> {
    const session = this.session(caller, connectionId);
    if (on) session.preview.add(seatId);
    else session.preview.delete(seatId);
    await asked(() => session.viewer.sync());
  }

  /** Who says which seat is to be heard in a language; null: none. */
  interpretBy(seatOf: (rallyId: string, language: SpokenLanguage) => string | null): void {
    this.interpreterOf = seatOf;
  }

  /** The page hears a language over the floor from now on, or none. */
  async interpret(caller: RallyCaller, connectionId: string, language: SpokenLanguage | null): Promise<void> {
    const session = this.session(caller, connectionId);
    session.interpretation = language;
    if (session.isOpen) await asked(() => session.viewer.sync());
  }

  /** Somebody else is heard in one of the rally's languages, or nobody. */
  syncInterpreted(rallyId: string): void {
    for (const session of this.sessions.values()) {
      if (session.caller.rallyId !== rallyId || session.interpretation === null || !session.isOpen) continue;
      asked(() => session.viewer.sync()).catch(() => session.close());
    }
  }

  close(connectionId: string): void {
    this.sessions.get(connectionId)?.close();
    this.sessions.delete(connectionId);
  }

  private interprets({ caller, interpretation }: PlaybackSession, seatId: string): boolean {
    return interpretation !== null && this.interpreterOf(caller.rallyId, interpretation) === seatId;
  }

  private session(caller: RallyCaller, connectionId: string): PlaybackSession {
    const known = this.sessions.get(connectionId);
    if (known) return known;
    const session: PlaybackSession = new PlaybackSession(caller, {
      offered: (consumers) => this.broadcaster.toRoom(connectionId, 'playback:offered', { consumers }),
      withdrawn: (consumerIds) => this.broadcaster.toRoom(connectionId, 'playback:withdrawn', { consumerIds }),
      reset: () => this.broadcaster.toRoom(connectionId, 'playback:reset', undefined),
      undecodable: () => this.ways.undecodable(caller),
      // Whoever came back on another socket does not need what the former one left behind.
      connected: () => this.closeAll((other) => other.orphaned && isSamePerson(other.caller, caller)),
    });
    this.sessions.set(connectionId, session);
    return session;
  }

  /** @throws MediaUnavailableError */
  private own(connectionId: string): PlaybackSession {
    const session = this.sessions.get(connectionId);
    if (!session) throw new MediaUnavailableError('nothing is open');
    return session;
  }

  /** Whoever does not direct any more sees what everyone sees. */
  private endPreview(connectionId: string): void {
    const session = this.sessions.get(connectionId);
    if (!session?.preview.size) return;
    session.preview.clear();
    asked(() => session.viewer.sync()).catch(() => session.close());
  }

  private orphan(connectionId: string): void {
    this.sessions.get(connectionId)?.orphan(() => this.sessions.delete(connectionId));
  }

  private closeAll(which: (session: PlaybackSession) => boolean): void {
    for (const [connectionId, session] of this.sessions) if (which(session)) this.close(connectionId);
  }
}

const isSamePerson = (a: RallyCaller, b: RallyCaller): boolean =>
  a.rallyId === b.rallyId && a.identityId === b.identityId;
