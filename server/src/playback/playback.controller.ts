import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { Public } from '../access/requires.js';
import { PlaybackService } from './playback.service.js';
import { SlidesService } from './slides.service.js';

@Controller('api/playback')
export class PlaybackController {
  constructor(
    private readonly playback: PlaybackService,
    private readonly slides: SlidesService,
  ) {}

  /** What a browser needs before it watches or speaks: the engine's codecs, and relays to reach it by. */
  @Public()
  @Get('setup')
  setup(): PlaybackSetupView {
    return this.playback.setup();
  }

  /** A still of what is on air, at most ten seconds old, as WebP: for those who save data. */
  @Public()
  @Get('slides/:slug')
  @Header('Cache-Control', 'public, max-age=5')
  async slide(@Param('slug') slug: string): Promise<StreamableFile> {
    const { picture } = await this.slides.find(slug);
    return new StreamableFile(picture, { type: 'image/webp', length: picture.length });
  }
}
