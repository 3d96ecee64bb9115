import { Injectable } from '@nestjs/common';
import type {
  BoothsView,
  ChannelsView,
  ChooseChannelDto,
  DirectChannelDto,
  EnterBoothDto,
  MuteVoiceDto,
  OwnBoothsView,
  OwnPlaceView,
  SendVoiceDto,
} from '@sammelan/shared/interpretation/interpretation.dto.js';
import type {
  ConnectTransportDto,
  MediaJson,
  TransportIdDto,
  TransportView,
} from '@sammelan/shared/stage/stage.dto.js';
import { PlaybackService } from '../playback/playback.service.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { BoothsService } from './booths.service.js';
import { InterpretersService } from './interpreters.service.js';

type Nothing = Record<string, never>;

@Injectable()
export class InterpretationGateway {
  constructor(
    private readonly booths: BoothsService,
    private readonly interpreters: InterpretersService,
    private readonly playback: PlaybackService,
  ) {}

  @OnCommand('interpretation:channels', 'rally.watch')
  channels({ data }: AppSocket): ChannelsView {
    return this.booths.channels(data.rallyId);
  }

  @OnCommand('interpretation:choose', 'rally.watch')
  async choose({ id, data }: AppSocket, { language }: ChooseChannelDto): Promise<ChannelsView> {
    await this.playback.interpret(data, id, language);
    return this.booths.channels(data.rallyId);
  }

  @OnCommand('interpretation:booths', 'interpretation.watch')
  list({ data }: AppSocket): Promise<OwnBoothsView> {
    return this.booths.ownBooths(data);
  }

  @OnCommand('interpretation:enter', 'interpretation.speak')
  enter({ id, data }: AppSocket, { language }: EnterBoothDto): Promise<OwnPlaceView> {
    return this.booths.enter(data, id, language);
  }

  @OnCommand('interpretation:leave', 'interpretation.speak')
  async leave({ id, data }: AppSocket): Promise<Nothing> {
    await this.booths.leave(data.rallyId, id);
    return {};
  }

  @OnCommand('interpretation:take', 'interpretation.speak')
  async take({ id, data }: AppSocket): Promise<Nothing> {
    await this.booths.take(data.rallyId, id);
    return {};
  }

  @OnCommand('interpretation:mute', 'interpretation.speak')
  async mute({ id, data }: AppSocket, { muted }: MuteVoiceDto): Promise<Nothing> {
    await this.interpreters.mute(data, id, muted);
    return {};
  }

  @OnCommand('interpretation:open-transport', 'interpretation.speak')
  openTransport({ id, data }: AppSocket): Promise<TransportView> {
    return this.interpreters.open(data, id);
  }

  @OnCommand('interpretation:connect-transport', 'interpretation.speak')
  async connectTransport({ id, data }: AppSocket, dto: ConnectTransportDto): Promise<Nothing> {
    await this.interpreters.connect(data, id, dto);
    return {};
  }

  @OnCommand('interpretation:restart-ice', 'interpretation.speak')
  restartIce({ id, data }: AppSocket, { transportId }: TransportIdDto): Promise<{ iceParameters: MediaJson }> {
    return this.interpreters.restartIce(data, id, transportId);
  }

  @OnCommand('interpretation:produce', 'interpretation.speak')
  produce({ id, data }: AppSocket, dto: SendVoiceDto): Promise<{ producerId: string }> {
    return this.interpreters.produce(data, id, dto);
  }

  @OnCommand('interpretation:direct', 'stage.direct')
  direct({ data }: AppSocket, dto: DirectChannelDto): Promise<BoothsView> {
    return this.booths.direct(data, dto);
  }
}
