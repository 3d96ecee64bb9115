import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ChatModule } from '../chat/chat.module.js';
import { InvitesModule } from '../invites/invites.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { AppealsController } from './appeals.controller.js';
import { AppealsService } from './appeals.service.js';
import { BanRetention } from './ban-retention.service.js';
import { HeldRepository } from './held.repository.js';
import { HistoryService } from './history.service.js';
import { HoldQueueService } from './hold-queue.service.js';
import { HoldGateway } from './hold.gateway.js';
import { ReportsService } from './reports.service.js';
import { RuleSetsRepository } from './rule-sets.repository.js';
import { RuleSetsService } from './rule-sets.service.js';
import { RulesController } from './rules.controller.js';
import { ScreenService } from './screen.service.js';
import { ModerationGateway } from './moderation.gateway.js';
import { ModerationRepository } from './moderation.repository.js';
import { ModerationService } from './moderation.service.js';
import { SilenceBook } from './silence-book.js';
import { SilenceNews } from './silence-news.service.js';
import { SubjectsService } from './subjects.service.js';

@Module({
  imports: [AttendanceModule, ChatModule, InvitesModule, PhonesModule, RalliesModule, RegionsModule],
  controllers: [RulesController, AppealsController],
  providers: [
    ModerationRepository,
    HeldRepository,
    RuleSetsRepository,
    SilenceBook,
    SubjectsService,
    SilenceNews,
    RuleSetsService,
    HoldQueueService,
    ScreenService,
    ReportsService,
    HistoryService,
    AppealsService,
    BanRetention,
    ModerationService,
    ModerationGateway,
    HoldGateway,
  ],
  exports: [ModerationService],
})
export class ModerationModule {}
