import { Injectable } from '@nestjs/common';
import type {
  CloseSourceDto,
  ConnectTransportDto,
  CueSeatDto,
  DirectProgrammeDto,
  MediaJson,
  PauseSourceDto,
  ProducedView,
  ProduceDto,
  ProgrammeView,
  SeatIdDto,
  SeatView,
  StageView,
  TakeSeatDto,
  TransportIdDto,
  TransportView,
} from '@sammelan/shared/stage/stage.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { ProgrammeService } from './programme.service.js';
import { SeatsService } from './seats.service.js';
import { SpeakersService } from './speakers.service.js';
import { StageAnnouncer } from './stage-announcer.service.js';
import { StageStore } from './stage-store.service.js';

@Injectable()
export class StageGateway {
  constructor(
    private readonly store: StageStore,
    private readonly seats: SeatsService,
    private readonly speakers: SpeakersService,
    private readonly programmes: ProgrammeService,
    private readonly shown: StageAnnouncer,
  ) {}

  @OnCommand('stage:watch', 'stage.watch')
  async watch({ data }: AppSocket): Promise<StageView> {
    return this.shown.stage(await this.store.get(data.rallyId));
  }

  @OnCommand('stage:programme', 'rally.watch')
  async programme({ data }: AppSocket): Promise<ProgrammeView> {
    return this.shown.programme(await this.store.get(data.rallyId));
  }

  @OnCommand('stage:sit', 'stage.speak')
  async sit({ id, data }: AppSocket, dto: TakeSeatDto): Promise<SeatView> {
    return this.shown.seat(...(await this.seats.sit(data, id, dto)));
  }

  @OnCommand('stage:leave', 'stage.speak')
  async leave({ id, data }: AppSocket): Promise<Record<string, never>> {
    await this.seats.leave(data.rallyId, id);
    return {};
  }

  @OnCommand('stage:open-transport', 'stage.speak')
  openTransport({ id, data }: AppSocket): Promise<TransportView> {
    return this.speakers.open(data, id);
  }

  @OnCommand('stage:connect-transport', 'stage.speak')
  async connectTransport({ id, data }: AppSocket, dto: ConnectTransportDto): Promise<Record<string, never>> {
    await this.speakers.connect(data, id, dto);
    return {};
  }

  @OnCommand('stage:restart-ice', 'stage.speak')
  restartIce({ id, data }: AppSocket, { transportId }: TransportIdDto): Promise<{ iceParameters: MediaJson }> {
    return this.speakers.restartIce(data, id, transportId);
  }

  @OnCommand('stage:produce', 'stage.speak')
  produce({ id, data }: AppSocket, dto: ProduceDto): Promise<ProducedView> {
    return this.speakers.produce(data, id, dto);
  }

  @OnCommand('stage:pause', 'stage.speak')
  async pause({ id, data }: AppSocket, { source, paused }: PauseSourceDto): Promise<SeatView> {
    return this.shown.seat(...(await this.speakers.pause(data, id, source, paused)));
  }

  @OnCommand('stage:stop', 'stage.speak')
  async stop({ id, data }: AppSocket, { source }: CloseSourceDto): Promise<SeatView> {
    return this.shown.seat(...(await this.speakers.stop(data, id, source)));
  }

  @OnCommand('stage:direct', 'stage.direct')
  async direct({ data }: AppSocket, dto: DirectProgrammeDto): Promise<StageView> {
    return this.shown.stage(await this.programmes.direct(data, dto));
  }

  @OnCommand('stage:cue', 'stage.direct')
  async cue({ data }: AppSocket, { seatId, text }: CueSeatDto): Promise<SeatView> {
    return this.shown.seat(...(await this.seats.cue(data.rallyId, seatId, text)));
  }

  @OnCommand('stage:unseat', 'stage.direct')
  async unseat({ data }: AppSocket, { seatId }: SeatIdDto): Promise<StageView> {
    return this.shown.stage(await this.seats.unseat(data, seatId));
  }
}
