import { Injectable } from '@nestjs/common';
import type { HandView, IdentityIdDto, StageView } from '@sammelan/shared/stage/stage.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { HandsService } from './hands.service.js';
import { StageAnnouncer } from './stage-announcer.service.js';

@Injectable()
export class HandsGateway {
  constructor(
    private readonly hands: HandsService,
    private readonly shown: StageAnnouncer,
  ) {}

  @OnCommand('hand:raise', 'hand.raise')
  async raise({ data }: AppSocket): Promise<HandView> {
    return this.shown.hand(await this.hands.raise(data));
  }

  @OnCommand('hand:lower', 'hand.raise')
  async lower({ data }: AppSocket): Promise<Record<string, never>> {
    await this.hands.lower(data.rallyId, data.identityId);
    return {};
  }

  @OnCommand('hand:invite', 'stage.direct')
  async invite({ data }: AppSocket, { identityId }: IdentityIdDto): Promise<StageView> {
    return this.shown.stage(await this.hands.invite(data, identityId));
  }

  @OnCommand('hand:dismiss', 'stage.direct')
  async dismiss({ data }: AppSocket, { identityId }: IdentityIdDto): Promise<StageView> {
    return this.shown.stage(await this.hands.dismiss(data.rallyId, identityId));
  }
}
