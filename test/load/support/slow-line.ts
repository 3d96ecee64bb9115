import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The line's near end: another address of this machine, so that ports on both ends are the same. */
export const nearHost = '127.0.0.2';
const farHost = '127.0.0.1';

/**
 * A line of a given round trip time between browsers and a server on 127.0.0.1, for machines whose kernel cannot delay
 * packets: relays TCP (pages, sockets) and UDP (media), everything late by half a round trip each way, and a connection's
 * first bytes by one more, as its handshake would take. It loses nothing and is as wide as the machine allows.
 */
export class SlowLine {
  private readonly closers: (() => void)[] = [];
  private closed = false;

  private constructor(private readonly rttMs: number) {}

  /** @param ports listening on the server: `tcp` for pages and sockets, `udp` for media */
  static async open(rttMs: number, ports: { tcp: number; udp: number }): Promise<SlowLine> {
    const line = new SlowLine(rttMs);
    await line.relayTcp(ports.tcp);
    await line.relayUdp(ports.udp);
    return line;
  }

  close(): void {
    this.closed = true;
    for (const close of this.closers.splice(0)) close();
  }

  private async relayTcp(port: number): Promise<void> {
    const server: Server = createServer({ noDelay: true }, (near) => {
      const far = connect({ port, host: farHost, noDelay: true });
      this.pass(near, far, performance.now() + this.rttMs);
      this.pass(far, near, 0);
      this.closers.push(() => [near, far].forEach((socket) => socket.destroy()));
    });
    server.listen(port, nearHost);
    await once(server, 'listening');
    this.closers.push(() => server.close());
  }

  private pass(from: Socket, to: Socket, openAt: number): void {
    let before: Promise<unknown> = Promise.resolve();
    const later = (work: () => void): void => {
      const lateMs = Math.max(0, openAt - performance.now()) + this.rttMs / 2;
      // In the order they came, whatever timers of different lengths do.
      before = Promise.all([before, sleep(lateMs)]).then(work);
    };
    from.on('data', (bytes) => later(() => to.write(bytes)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
  }

  private async relayUdp(port: number): Promise<void> {
    const near = createSocket('udp4');
    const backs = new Map<number, UdpSocket>();
    const later = (send: () => void): void => {
      const unlessClosed = (): void => {
        if (!this.closed) send();
      };
      setTimeout(unlessClosed, this.rttMs / 2);
    };
    near.on('message', (packet, { port: from, address }) => {
      let far = backs.get(from);
      if (!far) {
        far = createSocket('udp4');
        far.on('message', (answer) => later(() => near.send(answer, from, address)));
        backs.set(from, far);
      }
      const to = far;
      later(() => to.send(packet, port, farHost));
    });
    near.bind(port, nearHost);
    await once(near, 'listening');
    this.closers.push(() => [near, ...backs.values()].forEach((socket) => socket.close()));
  }
}
