import { Injectable } from '@nestjs/common';
import type { MeView } from '@sammelan/shared/auth/auth.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { CallersService } from './callers.service.js';

@Injectable()
export class AccessGateway {
  constructor(private readonly callers: CallersService) {}

  @OnCommand('access:me', 'rally.watch')
  me(socket: AppSocket): MeView {
    return this.callers.me(socket.data, socket.data);
  }
}
