import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AccessModule } from './access/access.module.js';
import { AttendanceModule } from './attendance/attendance.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CaptionsModule } from './captions/captions.module.js';
import { ChatModule } from './chat/chat.module.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DemoModule } from './demo/demo.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { InterpretationModule } from './interpretation/interpretation.module.js';
import { InvitesModule } from './invites/invites.module.js';
import { MembersModule } from './members/members.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModerationModule } from './moderation/moderation.module.js';
import { NamesModule } from './names/names.module.js';
import { OrganisationModule } from './organisation/organisation.module.js';
import { PhonesModule } from './phones/phones.module.js';
import { PollsModule } from './polls/polls.module.js';
import { QuestionsModule } from './questions/questions.module.js';
import { RalliesModule } from './rallies/rallies.module.js';
import { VaultModule } from './vault/vault.module.js';
import { RecordingsModule } from './recordings/recordings.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { RegionsModule } from './regions/regions.module.js';
import { SimulcastModule } from './simulcast/simulcast.module.js';
import { SlidesModule } from './slides/slides.module.js';
import { StageModule } from './stage/stage.module.js';
import { PackagingModule } from './packaging/packaging.module.js';
import { PlaybackModule } from './playback/playback.module.js';

/** What every feature stands on. */
const ground = [
  HttpModule,
  OrganisationModule,
  AccessModule,
  RealtimeModule,
  VaultModule,
  NamesModule,
  HealthModule,
  MetricsModule,
  AuditModule,
];

/** One line a feature. */
const features = [
  AuthModule,
  AccountsModule,
  PhonesModule,
  RegionsModule,
  RalliesModule,
  InvitesModule,
  MembersModule,
  StageModule,
  PlaybackModule,
  PackagingModule,
  IngestModule,
  SimulcastModule,
  SlidesModule,
  ChatModule,
  ModerationModule,
  PollsModule,
  QuestionsModule,
  RecordingsModule,
  AttendanceModule,
  CaptionsModule,
  InterpretationModule,
  DemoModule,
];

@Module({})
export class AppModule {
  static on(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(config), DatabaseModule.connect(databaseUrl), ...ground, ...features],
    };
  }
}
