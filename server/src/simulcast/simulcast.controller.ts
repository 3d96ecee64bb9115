import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CreatePushTargetDto, type PushTargetView } from '@sammelan/shared/simulcast/simulcast.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { PushesService } from './pushes.service.js';

@Controller('api/rallies/:rallyId/push-targets')
export class SimulcastController {
  constructor(private readonly pushes: PushesService) {}

  /** Where the programme is sent on to, and how that goes. */
  @Requires('simulcast.edit')
  @Get()
  list(@Param('rallyId', IdPipe) rallyId: string): Promise<PushTargetView[]> {
    return this.pushes.list(rallyId);
  }

  /** A further target; its stream key is sealed and in no answer. */
  @Requires('simulcast.edit')
  @Post()
  create(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: CreatePushTargetDto,
  ): Promise<PushTargetView> {
    return this.pushes.create(caller, rallyId, dto);
  }

  /** Sends while the rally is live; before that, from the moment it is. */
  @Requires('simulcast.edit')
  @Post(':targetId/start')
  @HttpCode(200)
  start(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('targetId', IdPipe) targetId: string,
  ): Promise<PushTargetView> {
    return this.pushes.start(caller, rallyId, targetId);
  }

  @Requires('simulcast.edit')
  @Post(':targetId/stop')
  @HttpCode(200)
  stop(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('targetId', IdPipe) targetId: string,
  ): Promise<PushTargetView> {
    return this.pushes.stop(caller, rallyId, targetId);
  }

  @Requires('simulcast.edit')
  @Delete(':targetId')
  @HttpCode(204)
  remove(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Param('targetId', IdPipe) targetId: string,
  ): Promise<void> {
    return this.pushes.remove(caller, rallyId, targetId);
  }
}
