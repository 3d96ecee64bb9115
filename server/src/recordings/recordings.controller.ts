import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  PublishRecordingDto,
  type RecordingView,
  RetainRecordingDto,
  TrimRecordingDto,
} from '@sammelan/shared/recordings/recordings.dto.js';
import type { Caller } from '../access/caller.js';
import { CallerParam, Requires } from '../access/requires.js';
import { IdPipe } from '../http/payload.pipe.js';
import { RecordingDesk } from './recording-desk.service.js';

@Controller('api/rallies/:rallyId/recording')
export class RecordingsController {
  constructor(private readonly desk: RecordingDesk) {}

  @Requires('recording.edit')
  @Get()
  find(@Param('rallyId', IdPipe) rallyId: string): Promise<RecordingView> {
    return this.desk.view(rallyId);
  }

  /** Shows the replay to everyone, or to organisers only. */
  @Requires('recording.edit')
  @Post('publish')
  @HttpCode(200)
  publish(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() { published }: PublishRecordingDto,
  ): Promise<RecordingView> {
    return this.desk.publish(caller, rallyId, published);
  }

  /** What of the recording is shown; nothing is lost by it. */
  @Requires('recording.edit')
  @Put('trim')
  trim(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: TrimRecordingDto,
  ): Promise<RecordingView> {
    return this.desk.trim(caller, rallyId, dto);
  }

  /** Deletes what the trim leaves out, for good. */
  @Requires('recording.edit')
  @Post('trim/confirm')
  @HttpCode(200)
  confirmTrim(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RecordingView> {
    return this.desk.confirmTrim(caller, rallyId);
  }

  /** When it is deleted by itself. */
  @Requires('recording.edit')
  @Put('retention')
  retain(
    @CallerParam() caller: Caller,
    @Param('rallyId', IdPipe) rallyId: string,
    @Body() dto: RetainRecordingDto,
  ): Promise<RecordingView> {
    return this.desk.retain(caller, rallyId, dto);
  }

  /** Has the MP4 prepared; the answer says how far it is. */
  @Requires('recording.edit')
  @Post('download')
  @HttpCode(200)
  download(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RecordingView> {
    return this.desk.download(caller, rallyId);
  }

  @Requires('recording.edit')
  @Delete()
  delete(@CallerParam() caller: Caller, @Param('rallyId', IdPipe) rallyId: string): Promise<RecordingView> {
    return this.desk.delete(caller, rallyId);
  }
}
