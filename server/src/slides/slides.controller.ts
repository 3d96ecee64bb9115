import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { SlideView } from '@sammelan/shared/slides/slides.dto.js';
import type { Request } from 'express';
import { Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { SlideDeck } from './slide-deck.service.js';

@Controller('api/rallies/:rallyId/slides')
export class SlidesController {
  constructor(private readonly deck: SlideDeck) {}

  @Requires('stage.direct')
  @Get()
  list(@Param('rallyId', IdPipe) rallyId: string): Promise<SlideView[]> {
    return this.deck.list(rallyId);
  }

  /** The body is the picture itself: JPEG, PNG or WebP. */
  @Requires('stage.direct')
  @Post()
  add(@Param('rallyId', IdPipe) rallyId: string, @Req() request: Request): Promise<SlideView> {
    return this.deck.add(rallyId, request);
  }

  @Requires('stage.direct')
  @Delete(':slideId')
  @HttpCode(204)
  remove(@Param('rallyId', IdPipe) rallyId: string, @Param('slideId', IdPipe) slideId: string): Promise<void> {
    return this.deck.remove(rallyId, slideId);
  }

  /** Those who save data see it from now on. */
  @Requires('stage.direct')
  @Post(':slideId/show')
  @HttpCode(200)
  show(@Param('rallyId', IdPipe) rallyId: string, @Param('slideId', IdPipe) slideId: string): Promise<SlideView[]> {
    return this.deck.show(rallyId, slideId);
  }

  /** Back to stills of the programme. */
  @Requires('stage.direct')
  @Post('hide')
  @HttpCode(200)
  hide(@Param('rallyId', IdPipe) rallyId: string): Promise<SlideView[]> {
    return this.deck.hide(rallyId);
  }
}
