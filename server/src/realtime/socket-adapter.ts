import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { ServerOptions } from 'socket.io';
import type { Config } from '../config/config.js';
import { GatheringWebSocketServer } from './gathering-web-socket.js';
import { isOwnOrigin } from './origins.js';

/** A chat message, a ballot or WebRTC parameters fit many times over; nothing a client sends is larger. */
const maxFrameBytes = 64 * 1024;

/** Phones sleep and radios wake slowly: a silent client is given up after 25 + 20 s. */
const pingIntervalMs = 25_000;
const pingTimeoutMs = 20_000;

/** socket.io with the house's limits: own origin only, bounded frames, no compression (frames are small and many). */
export class SocketAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, {
      ...options,
      maxHttpBufferSize: maxFrameBytes,
      pingInterval: pingIntervalMs,
      pingTimeout: pingTimeoutMs,
      perMessageDeflate: false,
      httpCompression: false,
      wsEngine: GatheringWebSocketServer,
      serveClient: false,
      allowRequest: (request, decide) => decide(null, isOwnOrigin(request.headers, this.config)),
    } as ServerOptions);
  }

  /** Nothing to bind: commands are the router's (see CommandRouter). Nest would keep observables for every socket. */
  override bindMessageHandlers(): void {}

  /** Nothing to bind: `Connections` hears of it by itself. */
  override bindClientDisconnect(): void {}
}
