import { Injectable } from '@nestjs/common';
import type {
  BanDto,
  MuteDto,
  PersonDto,
  PinMessageDto,
  RemoveMessageDto,
  SilencedView,
} from '@sammelan/shared/moderation/moderation.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { ModerationService } from './moderation.service.js';

type Nothing = Record<string, never>;

@Injectable()
export class ModerationGateway {
  constructor(private readonly moderation: ModerationService) {}

  @OnCommand('moderation:remove', 'chat.moderate')
  async remove({ data }: AppSocket, { messageId }: RemoveMessageDto): Promise<Nothing> {
    await this.moderation.remove(data, messageId);
    return {};
  }

  @OnCommand('moderation:mute', 'chat.moderate')
  mute({ data }: AppSocket, dto: MuteDto): Promise<SilencedView> {
    return this.moderation.mute(data, dto);
  }

  @OnCommand('moderation:unmute', 'chat.moderate')
  unmute({ data }: AppSocket, { identityId }: PersonDto): Promise<SilencedView> {
    return this.moderation.unmute(data, identityId);
  }

  @OnCommand('moderation:ban', 'chat.moderate')
  ban({ data }: AppSocket, dto: BanDto): Promise<SilencedView> {
    return this.moderation.ban(data, dto);
  }

  @OnCommand('moderation:unban', 'chat.moderate')
  unban({ data }: AppSocket, { identityId }: PersonDto): Promise<SilencedView> {
    return this.moderation.unban(data, identityId);
  }

  @OnCommand('moderation:pin', 'chat.moderate')
  async pin({ data }: AppSocket, dto: PinMessageDto): Promise<Nothing> {
    await this.moderation.pin(data, dto);
    return {};
  }

  @OnCommand('moderation:list', 'chat.moderate')
  list({ data }: AppSocket): Promise<SilencedView[]> {
    return this.moderation.list(data);
  }
}
