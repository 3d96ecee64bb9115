import { Injectable } from '@nestjs/common';
import type { StreamView } from '@sammelan/shared/packaging/packaging.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { HlsService } from './hls.service.js';

@Injectable()
export class PackagingGateway {
  constructor(private readonly hls: HlsService) {}

  @OnCommand('stream:find', 'rally.watch')
  find({ data }: AppSocket): Promise<StreamView> {
    return this.hls.view(data.rallyId);
  }
}
