import { Module } from '@nestjs/common';
import { InvitesModule } from '../invites/invites.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { DemoService } from './demo.service.js';

@Module({ imports: [RalliesModule, RegionsModule, InvitesModule], providers: [DemoService], exports: [DemoService] })
export class DemoModule {}
