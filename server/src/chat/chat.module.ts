import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvitesModule } from '../invites/invites.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { RalliesModule } from '../rallies/rallies.module.js';
import { RegionsModule } from '../regions/regions.module.js';
import { ChatMessage } from './chat-message.entity.js';
import { ChatRoomRow } from './chat-room.entity.js';
import { ChatRoomsService } from './chat-rooms.service.js';
import { ChatSettingsRow } from './chat-settings.entity.js';
import { ChatSettingsService } from './chat-settings.service.js';
import { ChatGateway } from './chat.gateway.js';
import { ChatRepository } from './chat.repository.js';
import { ChatService } from './chat.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([ChatMessage, ChatRoomRow, ChatSettingsRow]),
    InvitesModule,
    PhonesModule,
    RalliesModule,
    RegionsModule,
  ],
  providers: [ChatRepository, ChatRoomsService, ChatSettingsService, ChatService, ChatGateway],
  exports: [ChatRoomsService, ChatService],
})
export class ChatModule {}
