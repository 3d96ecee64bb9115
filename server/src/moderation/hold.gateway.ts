import { Injectable } from '@nestjs/common';
import type {
  ClaimDto,
  DecideDto,
  HoldQueueView,
  PersonHistoryView,
  ReportDto,
} from '@sammelan/shared/moderation/hold.dto.js';
import type { PersonDto } from '@sammelan/shared/moderation/moderation.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { HistoryService } from './history.service.js';
import { HoldQueueService } from './hold-queue.service.js';
import { ReportsService } from './reports.service.js';

@Injectable()
export class HoldGateway {
  constructor(
    private readonly holds: HoldQueueService,
    private readonly reports: ReportsService,
    private readonly histories: HistoryService,
  ) {}

  @OnCommand('hold:queue', 'chat.moderate')
  queue({ data }: AppSocket): Promise<HoldQueueView> {
    return this.holds.queue(data);
  }

  @OnCommand('hold:claim', 'chat.moderate')
  claim({ data }: AppSocket, { count }: ClaimDto): Promise<HoldQueueView> {
    return this.holds.claim(data, count);
  }

  @OnCommand('hold:release', 'chat.moderate')
  release({ data }: AppSocket): Promise<HoldQueueView> {
    return this.holds.release(data);
  }

  @OnCommand('hold:decide', 'chat.moderate')
  decide({ data }: AppSocket, { messageIds, approve }: DecideDto): Promise<HoldQueueView> {
    return this.holds.decide(data, messageIds, approve);
  }

  @OnCommand('moderation:report', 'chat.report')
  async report({ data }: AppSocket, dto: ReportDto): Promise<Record<string, never>> {
    await this.reports.report(data, dto);
    return {};
  }

  @OnCommand('moderation:history', 'chat.moderate')
  history({ data }: AppSocket, { identityId }: PersonDto): Promise<PersonHistoryView> {
    return this.histories.of(data, identityId);
  }
}
