import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Admission } from './admission.js';
import { Broadcaster } from './broadcaster.js';
import { CommandRouter } from './command-router.js';
import { Connections } from './connections.js';
import { Delivery } from './delivery.js';
import { HandshakeService } from './handshake.js';
import { IdentitySockets } from './identity-sockets.js';
import { RealtimeGateway } from './realtime.gateway.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    Admission,
    Broadcaster,
    CommandRouter,
    Connections,
    Delivery,
    HandshakeService,
    IdentitySockets,
    RealtimeGateway,
  ],
  exports: [Admission, Broadcaster, CommandRouter, Connections],
})
export class RealtimeModule {}
