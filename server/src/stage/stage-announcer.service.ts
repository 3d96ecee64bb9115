import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { HandView, ProgrammeView, SeatView, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { RalliesService } from '../rallies/rallies.service.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { rooms } from '../realtime/rooms.js';
import { RegionsService } from '../regions/regions.service.js';
import type { Hand } from './hand.entity.js';
import { MediaPlane } from './media-plane.service.js';
import type { Seat } from './seat.entity.js';
import { StageStore } from './stage-store.service.js';
import { handView, programmeView, seatView, slateView, stageView } from './stage-view.js';
import type { Stage } from './stage.js';

interface Sent {
  programme: string;
  stage: string;
  at: number;
  timer: NodeJS.Timeout | undefined;
}

// The first change goes out at once (a slate must not wait); a burst (microphone, camera, unmute) goes as one.
const pauseMs = 150;

/** Shows the stage: to those who ask, and to everyone when it changed. */
@Injectable()
export class StageAnnouncer implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(StageAnnouncer.name);
  private readonly sent = new Map<string, Sent>();

  constructor(
    private readonly store: StageStore,
    private readonly media: MediaPlane,
    private readonly rallies: RalliesService,
    private readonly regions: RegionsService,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.store.onChanged((stage) => this.soon(stage));
    this.rallies.onMoved(async ({ id }) => this.soon(await this.store.get(id)));
  }

  onModuleDestroy(): void {
    for (const { timer } of this.sent.values()) clearTimeout(timer);
  }

  /** For the desk and the speakers: also what is prepared but not yet sent out. */
  stage(stage: Stage): StageView {
    return stageView(stage, this.speakers(stage), (path) => this.regions.name(path));
  }

  seat(stage: Stage, seat: Seat): SeatView {
    return seatView(stage, seat, this.speakers(stage));
  }

  hand(hand: Hand): HandView {
    return handView(hand, (path) => this.regions.name(path));
  }

  /** For everyone: the slate until the rally is live. */
  async programme(stage: Stage): Promise<ProgrammeView> {
    const { state } = await this.rallies.get(stage.rallyId);
    return state === 'live' ? programmeView(stage, this.speakers(stage)) : slateView(stage.programme.since);
  }

  private soon(stage: Stage): void {
    const { rallyId } = stage;
    const sent = this.sent.get(rallyId) ?? { programme: '', stage: '', at: 0, timer: undefined };
    this.sent.set(rallyId, sent);
    const waitMs = Math.max(0, sent.at + pauseMs - Date.now());
    sent.timer ??= setTimeout(() => {
      this.announce(stage, sent).catch((error: unknown) => this.logger.error({ err: error, rallyId }));
    }, waitMs);
  }

  private async announce(stage: Stage, sent: Sent): Promise<void> {
    sent.timer = undefined;
    sent.at = Date.now();
    const programme = await this.programme(stage);
    const view = this.stage(stage);
    const texts = { programme: JSON.stringify(programme), stage: JSON.stringify(view) };
    if (texts.programme !== sent.programme) this.broadcaster.toRally(stage.rallyId, 'programme:changed', programme);
    if (texts.stage !== sent.stage) this.broadcaster.toRoom(rooms.stage(stage.rallyId), 'stage:changed', view);
    Object.assign(sent, texts);
  }

  private readonly speakers = (stage: Stage) => (seatId: string) => this.media.find(stage.rallyId)?.speaker(seatId);
}
