import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { RtmpPublisher } from './rtmp-publisher.js';

/** Far more than rallies have encoders; connections beyond are closed at once. */
const maxConnections = 300;
/** Connections that have not said what they want. One says it within a second: of more than these, the oldest has to go. */
const maxStrangers = 50;

/** The port that encoders send to by RTMP, whatever their key. */
export class RtmpFront {
  private readonly publishers = new Set<RtmpPublisher>();

  private constructor(private readonly server: Server) {}

  /** @param onPublisher called with each connection; it says by `publish` what it wants */
  static async listen(port: number, host: string, onPublisher: (publisher: RtmpPublisher) => void): Promise<RtmpFront> {
    const server = createServer((socket) => {
      const strangers = [...front.publishers].filter(({ isStranger }) => isStranger);
      if (strangers.length >= maxStrangers) strangers[0]?.close();
      const publisher = new RtmpPublisher(socket);
      front.publishers.add(publisher);
      publisher.once('closed', () => front.publishers.delete(publisher));
      onPublisher(publisher);
    });
    const front = new RtmpFront(server);
    server.maxConnections = maxConnections;
    server.listen(port, host);
    await once(server, 'listening');
    return front;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    for (const publisher of this.publishers) publisher.close();
  }
}
