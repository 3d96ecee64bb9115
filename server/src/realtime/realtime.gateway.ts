import type { IncomingMessage } from 'node:http';
import { OnGatewayConnection, OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { Broadcaster } from './broadcaster.js';
import { CommandRouter } from './command-router.js';
import { Connections } from './connections.js';
import { HandshakeService } from './handshake.js';
import type { AppServer, AppSocket } from './socket.js';

/** Where Nest meets socket.io: everything that arrives goes through here to the features. */
@WebSocketGateway()
export class RealtimeGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly handshake: HandshakeService,
    private readonly router: CommandRouter,
    private readonly connections: Connections,
    private readonly broadcaster: Broadcaster,
  ) {}

  afterInit(server: AppServer): void {
    this.router.collect();
    this.connections.use(server);
    this.broadcaster.use(server);
    server.use(this.handshake.middleware);
    server.engine.on('connection', forgetRequest);
  }

  handleConnection(socket: AppSocket): void {
    this.router.serve(socket);
    this.connections.enter(socket);
  }
}

interface Connection {
  request: IncomingMessage | null;
  readonly transport: { readonly name: string };
}

/** Nobody reads the request that opened a connection; it and its headers would stay in memory as long as the socket. */
const forgetRequest = (connection: Connection): void => {
  const { request, transport } = connection;
  connection.request = null;
  // Engine.IO itself holds on to the request of an upgrade; those of polling are still being answered.
  if (request && transport.name === 'websocket') Object.assign(request, { headers: {}, rawHeaders: [] });
};
