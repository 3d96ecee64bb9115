import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RalliesModule } from '../rallies/rallies.module.js';
import { SlideDeck } from './slide-deck.service.js';
import { RallySlide } from './slide.entity.js';
import { SlidesController } from './slides.controller.js';
import { SlidesRepository } from './slides.repository.js';

/** A producer's still pictures, for those who save data. */
@Module({
  imports: [TypeOrmModule.forFeature([RallySlide]), RalliesModule],
  controllers: [SlidesController],
  providers: [SlidesRepository, SlideDeck],
})
export class SlidesModule {}
