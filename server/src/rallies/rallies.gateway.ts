import { Injectable } from '@nestjs/common';
import type { MoveRallyDto, PostNoticeDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { RalliesService } from './rallies.service.js';

@Injectable()
export class RalliesGateway {
  constructor(private readonly rallies: RalliesService) {}

  @OnCommand('rally:move', 'rally.direct')
  move({ data: { rallyId } }: AppSocket, { to }: MoveRallyDto): Promise<RallyView> {
    return this.rallies.move(rallyId, to);
  }

  @OnCommand('rally:notice', 'rally.direct')
  notice({ data: { rallyId } }: AppSocket, { text }: PostNoticeDto): Promise<RallyView> {
    return this.rallies.notice(rallyId, text);
  }
}
