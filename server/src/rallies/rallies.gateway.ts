import { Injectable } from '@nestjs/common';
import type { MoveRallyDto, PostNoticeDto, RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { RallyDeskService } from './rally-desk.service.js';

@Injectable()
export class RalliesGateway {
  constructor(private readonly desk: RallyDeskService) {}

  @OnCommand('rally:move', 'rally.direct')
  move({ data }: AppSocket, { to }: MoveRallyDto): Promise<RallyView> {
    return this.desk.move(data, data.rallyId, to);
  }

  @OnCommand('rally:notice', 'rally.direct')
  notice({ data }: AppSocket, { text }: PostNoticeDto): Promise<RallyView> {
    return this.desk.notice(data, data.rallyId, text);
  }
}
