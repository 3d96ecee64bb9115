import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PackagingModule } from '../packaging/packaging.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { CaptionKey } from './caption-key.entity.js';
import { CaptionKeysService } from './caption-keys.service.js';
import { CaptionLine } from './caption-line.entity.js';
import { CaptionsOff } from './captions-off.entity.js';
import { CaptionRegister } from './caption-register.service.js';
import { CaptionTracks } from './caption-tracks.service.js';
import { CaptionsController } from './captions.controller.js';
import { CaptionsGateway } from './captions.gateway.js';
import { CaptionsRepository } from './captions.repository.js';
import { CaptionsService } from './captions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CaptionLine, CaptionKey, CaptionsOff]), PackagingModule, RalliesModule],
  controllers: [CaptionsController],
  providers: [CaptionsRepository, CaptionRegister, CaptionsService, CaptionTracks, CaptionKeysService, CaptionsGateway],
})
export class CaptionsModule {}
