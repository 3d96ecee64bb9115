import { Controller, Get, HttpCode } from '@nestjs/common';
import { AppError } from '@sammelan/shared/contract/errors.js';
import { Public } from '../access/requires.js';
import { HealthService } from './health.service.js';

@Controller('api/health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process answers. */
  @Public()
  @Get('live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The server can take people in: the database answers and it is not going down. */
  @Public()
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    const trouble = await this.health.trouble();
    if (trouble) throw new AppError('unavailable', trouble);
    return { status: 'ok' };
  }
}
