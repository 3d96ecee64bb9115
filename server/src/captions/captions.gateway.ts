import { Injectable } from '@nestjs/common';
import type {
  CaptionIdDto,
  CaptionsView,
  CaptionTracksView,
  CaptionView,
  DirectCaptionsDto,
  FollowCaptionsDto,
  ReadCaptionsDto,
  WriteCaptionDto,
} from '@sammelan/shared/captions/captions.dto.js';
import { Connections } from '../realtime/connections.js';
import { OnCommand } from '../realtime/on-command.js';
import { rooms } from '../realtime/rooms.js';
import type { AppSocket } from '../realtime/socket.js';
import { CaptionsService } from './captions.service.js';

@Injectable()
export class CaptionsGateway {
  constructor(
    private readonly captions: CaptionsService,
    private readonly connections: Connections,
  ) {}

  @OnCommand('caption:tracks', 'rally.watch')
  tracks({ data }: AppSocket): Promise<CaptionTracksView> {
    return this.captions.tracks(data.rallyId);
  }

  @OnCommand('caption:follow', 'rally.watch')
  follow(socket: AppSocket, { language }: FollowCaptionsDto): Promise<CaptionsView> {
    const { rallyId } = socket.data;
    // First in, then the view: whatever is written from here on is told.
    this.connections.watch(socket, 'captions', language && rooms.captions(rallyId, language));
    return this.captions.follow(rallyId, language);
  }

  @OnCommand('caption:read', 'rally.watch')
  async read({ data }: AppSocket, dto: ReadCaptionsDto): Promise<{ lines: CaptionView[] }> {
    return { lines: await this.captions.read(data.rallyId, dto) };
  }

  @OnCommand('caption:write', 'caption.write')
  write({ data: { rallyId, identityId } }: AppSocket, dto: WriteCaptionDto): Promise<CaptionView> {
    return this.captions.write({ rallyId, authorId: identityId, countedAs: identityId }, dto);
  }

  @OnCommand('caption:direct', 'stage.direct')
  direct({ data }: AppSocket, dto: DirectCaptionsDto): Promise<CaptionTracksView> {
    return this.captions.direct(data, dto);
  }

  @OnCommand('caption:remove', 'caption.write')
  async remove({ data }: AppSocket, { lineId }: CaptionIdDto): Promise<Record<string, never>> {
    await this.captions.remove(data.rallyId, lineId);
    return {};
  }
}
