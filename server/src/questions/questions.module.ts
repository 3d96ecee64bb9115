import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '../chat/chat.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { QuestionBoardRow } from './question-board.entity.js';
import { QuestionDesk } from './question-desk.service.js';
import { QuestionNews } from './question-news.service.js';
import { QuestionRegister } from './question-register.service.js';
import { QuestionSupport } from './question-support.service.js';
import { Question } from './question.entity.js';
import { QuestionsGateway } from './questions.gateway.js';
import { QuestionsRepository } from './questions.repository.js';
import { QuestionsService } from './questions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Question, QuestionBoardRow]), ChatModule, RalliesModule, RegionsModule],
  providers: [
    QuestionsRepository,
    QuestionRegister,
    QuestionNews,
    QuestionDesk,
    QuestionSupport,
    QuestionsService,
    QuestionsGateway,
  ],
})
export class QuestionsModule {}
