import { Injectable } from '@nestjs/common';
import type { RecordingView } from '@sammelan/shared/recordings/recordings.dto.js';
import { OnCommand } from '../realtime/on-command.js';
import type { AppSocket } from '../realtime/socket.js';
import { RecordingDesk } from './recording-desk.service.js';

@Injectable()
export class RecordingsGateway {
  constructor(private readonly desk: RecordingDesk) {}

  @OnCommand('recording:watch', 'recording.edit')
  watch({ data }: AppSocket): Promise<RecordingView> {
    return this.desk.view(data.rallyId);
  }
}
