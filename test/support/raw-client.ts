import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A client that speaks Engine.IO and Socket.IO over a bare WebSocket, and can stop reading as a phone without network does. */
export class RawClient {
  /** What came, in order: `[event, payload]`. */
  readonly events: [string, unknown][] = [];
  private asked = 0;
  private readonly answers = new Map<number, (reply: unknown) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.take(data.toString()));
    socket.on('error', () => undefined);
  }

  /** Connects and enters; resolves when the server has let it in. */
  static async enter(url: string, auth: object): Promise<RawClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const client = new RawClient(socket);
    await once(socket, 'message');
    const connected = once(socket, 'message');
    socket.send(`40${JSON.stringify(auth)}`);
    const [reply] = (await connected) as [Buffer];
    if (!reply.toString().startsWith('40')) throw new Error(`refused: ${reply.toString()}`);
    return client;
  }

  /** Asks for something and gives the whole ack. */
  ask(command: string, payload: unknown): Promise<unknown> {
    const id = this.asked++;
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.socket.send(`42${id}${JSON.stringify([command, payload])}`);
    });
  }

  /** Takes nothing from the network until `resume`. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  get closed(): boolean {
    return this.socket.readyState === WebSocket.CLOSED;
  }

  close(): void {
    this.socket.terminate();
  }

  private take(packet: string): void {
    if (packet === '2') this.socket.send('3');
    const [, id, body] = /^43(\d+)(\[.*)$/s.exec(packet) ?? [];
    if (id !== undefined) this.answers.get(Number(id))?.((JSON.parse(body!) as unknown[])[0]);
    else if (packet.startsWith('42')) this.events.push(JSON.parse(packet.slice(2)) as [string, unknown]);
  }
}
