import { Controller, Get } from '@nestjs/common';
import type { PlaybackSetupView } from '@sammelan/shared/playback/playback.dto.js';
import { Public } from '../access/requires.js';
import { PlaybackService } from './playback.service.js';

@Controller('api/playback')
export class PlaybackController {
  constructor(private readonly playback: PlaybackService) {}

  /** What a browser needs before it watches or speaks: the engine's codecs, and relays to reach it by. */
  @Public()
  @Get('setup')
  setup(): PlaybackSetupView {
    return this.playback.setup();
  }
}
