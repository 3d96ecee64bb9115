import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChatModule } from '../chat/chat.module.js';
import { PackagingModule } from '../packaging/packaging.module.js';
import { PollsModule } from '../polls/polls.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { StageModule } from '../stage/stage.module.js';
import { Vault } from '../vault/vault.js';
import { DiskWatch } from './disk-watch.service.js';
import { DownloadsService } from './downloads.service.js';
import { ProgrammeMark } from './programme-mark.entity.js';
import { ProgrammeMarks } from './programme-marks.service.js';
import { Recording } from './recording.entity.js';
import { RecordingArchive } from './recording-archive.js';
import { RecordingDesk } from './recording-desk.service.js';
import { RecordingsController } from './recordings.controller.js';
import { RecordingsGateway } from './recordings.gateway.js';
import { RecordingsRepository } from './recordings.repository.js';
import { RecordingsService } from './recordings.service.js';
import { ReplayFiles } from './replay-files.service.js';
import { ReplayKeys } from './replay-keys.js';
import { ReplaysController } from './replays.controller.js';
import { ReplaysService } from './replays.service.js';
import { Retention } from './retention.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Recording, ProgrammeMark]),
    ChatModule,
    PackagingModule,
    PollsModule,
    RalliesModule,
    StageModule,
  ],
  controllers: [RecordingsController, ReplaysController],
  providers: [
    RecordingsRepository,
    RecordingArchive,
    RecordingsService,
    RecordingDesk,
    RecordingsGateway,
    ProgrammeMarks,
    ReplaysService,
    ReplayFiles,
    DownloadsService,
    DiskWatch,
    Retention,
    { provide: ReplayKeys, inject: [Vault], useFactory: (vault: Vault) => new ReplayKeys(vault.secrets('replay')) },
  ],
})
export class RecordingsModule {}
