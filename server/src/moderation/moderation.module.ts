import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ChatModule } from '../chat/chat.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { ModerationGateway } from './moderation.gateway.js';
import { ModerationRepository } from './moderation.repository.js';
import { ModerationService } from './moderation.service.js';
import { SilenceBook } from './silence-book.js';
import { SubjectsService } from './subjects.service.js';

@Module({
  imports: [AttendanceModule, ChatModule, RalliesModule],
  providers: [ModerationRepository, SilenceBook, SubjectsService, ModerationService, ModerationGateway],
  exports: [ModerationService],
})
export class ModerationModule {}
