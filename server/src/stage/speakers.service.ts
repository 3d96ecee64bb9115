import { Injectable, type OnModuleInit } from '@nestjs/common';
import type {
  ConnectTransportDto,
  MediaJson,
  ProduceDto,
  Source,
  TransportView,
} from '@sammelan/shared/stage/stage.dto.js';
import { CallersService } from '../access/callers.service.js';
import type { RallyCaller } from '../access/caller.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';
import type { StageRoom } from '../media/stage-room.js';
import type { CloseReason } from '../media/webrtc.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { asked, MediaPlane } from './media-plane.service.js';
import type { Seat } from './seat.entity.js';
import { SeatsService } from './seats.service.js';
import { MediaUnavailableError } from './stage.errors.js';
import { StageStore } from './stage-store.service.js';
import type { Stage } from './stage.js';

/** What the seats send: transports and producers, each made only for the seat of whoever asks, and only with the grant. */
@Injectable()
export class SpeakersService implements OnModuleInit {
  constructor(
    private readonly seats: SeatsService,
    private readonly store: StageStore,
    private readonly media: MediaPlane,
    private readonly callers: CallersService,
    private readonly broadcaster: Broadcaster,
  ) {}

  onModuleInit(): void {
    this.media.onRoom((rallyId, room) => this.follow(rallyId, room));
  }

  /** A new sending transport for the caller's seat; the one before is closed. */
  async open(caller: RallyCaller, connectionId: string): Promise<TransportView> {
    const [, seat] = await this.ownSeat(caller, connectionId);
    const room = await this.media.open(caller.rallyId);
    const speaker = await asked(() => room.openSpeaker(seat.id));
    // The seat may have been taken away while the engine worked.
    if (!(await this.stillThere(caller, connectionId, seat))) {
      speaker.close('removed');
      throw new MediaUnavailableError('the seat is gone');
    }
    speaker.on('closed', (reason) => this.onClosed(caller.rallyId, seat.id, reason));
    return speaker.offer;
  }

  async connect(caller: RallyCaller, connectionId: string, dto: ConnectTransportDto): Promise<void> {
    const speaker = await this.transport(caller, connectionId, dto.transportId);
    await asked(() => speaker.connect(dto.dtlsParameters as never));
  }

  async restartIce(caller: RallyCaller, connectionId: string, id: string): Promise<{ iceParameters: MediaJson }> {
    const speaker = await this.transport(caller, connectionId, id);
    return { iceParameters: await asked(() => speaker.restartIce()) };
  }

  async produce(caller: RallyCaller, connectionId: string, dto: ProduceDto): Promise<{ producerId: string }> {
    const speaker = await this.transport(caller, connectionId, dto.transportId);
    const source = await asked(() => speaker.produce(dto.source, dto.rtpParameters as never));
    return { producerId: source.id };
  }

  async pause(caller: RallyCaller, connectionId: string, source: Source, paused: boolean): Promise<[Stage, Seat]> {
    const [stage, seat] = await this.ownSeat(caller, connectionId);
    await asked(async () => this.speaker(caller.rallyId, seat).source(source).setPaused(paused));
    return [stage, seat];
  }

  async stop(caller: RallyCaller, connectionId: string, source: Source): Promise<[Stage, Seat]> {
    const [stage, seat] = await this.ownSeat(caller, connectionId);
    await asked(async () => this.speaker(caller.rallyId, seat).source(source).close());
    return [stage, seat];
  }

  /** Asked for every transport and producer, though the command was let through: grants change while commands run. */
  private ownSeat(caller: RallyCaller, connectionId: string): Promise<[Stage, Seat]> {
    this.callers.demand(caller, 'stage.speak', caller);
    return this.seats.own(caller.rallyId, connectionId);
  }

  private async stillThere(caller: RallyCaller, connectionId: string, seat: Seat): Promise<boolean> {
    const own = await this.seats.own(caller.rallyId, connectionId).catch(() => null);
    return own?.[1].id === seat.id;
  }

  /** The transport by its id, if it is the caller's own. */
  private async transport(caller: RallyCaller, connectionId: string, transportId: string): Promise<SpeakerTransport> {
    const [, seat] = await this.ownSeat(caller, connectionId);
    const speaker = this.speaker(caller.rallyId, seat);
    if (speaker.id !== transportId) throw new MediaUnavailableError('the transport is gone');
    return speaker;
  }

  private speaker(rallyId: string, seat: Seat): SpeakerTransport {
    const speaker = this.media.find(rallyId)?.speaker(seat.id);
    if (!speaker) throw new MediaUnavailableError('the transport is gone');
    return speaker;
  }

  private onClosed(rallyId: string, seatId: string, reason: CloseReason): void {
    const stage = this.store.peek(rallyId);
    if (!stage) return;
    const connection = stage.connections.get(seatId);
    const comeBack = reason === 'worker-died' || reason === 'lost' || reason === 'timeout';
    if (connection && comeBack) this.broadcaster.toRoom(connection, 'seat:reset', undefined);
    this.store.touched(stage);
  }

  private follow(rallyId: string, room: StageRoom): void {
    const touched = () => {
      const stage = this.store.peek(rallyId);
      if (stage) this.store.touched(stage);
    };
    for (const event of ['sourceadded', 'sourceremoved', 'sourcepaused', 'speakerstalled'] as const) {
      room.on(event, touched);
    }
  }
}
