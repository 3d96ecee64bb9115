import { Injectable } from '@nestjs/common';
import type {
  OpenPlaybackDto,
  PlaybackView,
  PreferQualityDto,
  PreviewSeatDto,
  ReportLinkDto,
  ResumeConsumersDto,
  StartPlaybackDto,
} from '@sammelan/shared/playback/playback.dto.js';
import type { MediaJson } from '@sammelan/shared/stage/stage.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { PlaybackService } from './playback.service.js';

type Nothing = Record<string, never>;

@Injectable()
export class PlaybackGateway {
  constructor(private readonly playback: PlaybackService) {}

  @OnCommand('playback:open', 'rally.watch')
  open({ id, data }: AppSocket, dto: OpenPlaybackDto): Promise<PlaybackView> {
    return this.playback.open(data, id, dto);
  }

  @OnCommand('playback:start', 'rally.watch')
  async start({ id }: AppSocket, { dtlsParameters }: StartPlaybackDto): Promise<Nothing> {
    await this.playback.start(id, dtlsParameters);
    return {};
  }

  @OnCommand('playback:resume', 'rally.watch')
  async resume({ id }: AppSocket, { consumerIds }: ResumeConsumersDto): Promise<Nothing> {
    await this.playback.resume(id, consumerIds);
    return {};
  }

  @OnCommand('playback:prefer', 'rally.watch')
  async prefer({ id }: AppSocket, dto: PreferQualityDto): Promise<Nothing> {
    await this.playback.prefer(id, dto);
    return {};
  }

  @OnCommand('playback:report', 'rally.watch')
  report({ data }: AppSocket, dto: ReportLinkDto): Nothing {
    this.playback.report(data, dto);
    return {};
  }

  @OnCommand('playback:restart-ice', 'rally.watch')
  restartIce({ id }: AppSocket): Promise<{ iceParameters: MediaJson }> {
    return this.playback.restartIce(id);
  }

  @OnCommand('playback:preview', 'stage.direct')
  async preview({ id, data }: AppSocket, { seatId, on }: PreviewSeatDto): Promise<Nothing> {
    await this.playback.preview(data, id, seatId, on);
    return {};
  }

  @OnCommand('playback:close', 'rally.watch')
  close({ id }: AppSocket): Nothing {
    this.playback.close(id);
    return {};
  }
}
