import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { GatheringWebSocketServer } from './gathering-web-socket.js';

describe('a WebSocket that gathers', () => {
  const http = createServer();
  const server = new GatheringWebSocketServer({ noServer: true });
  let stream: Socket;
  let url: string;

  beforeAll(async () => {
    http.on('upgrade', (request: IncomingMessage, socket: Socket, head) => {
      stream = socket;
      server.handleUpgrade(request, socket, head, (client) => {
        // As Engine.IO does: the first packet after a promise.
        void Promise.resolve().then(() => client.send('hello'));
        server.emit('connection', client, request);
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });

  async function connected() {
    const came: string[] = [];
    const client = new WebSocket(url);
    client.on('message', (data: Buffer) => came.push(data.toString()));
    const [accepted] = (await once(server, 'connection')) as [WebSocket];
    await once(client, 'message');
    return { came, client, accepted };
  }

  it('writes the packets of one turn at once, in their order, and says at once that they are taken', async () => {
    const { came, client, accepted } = await connected();
    const single = jest.spyOn(stream, '_write');
    const several = jest.spyOn(stream, '_writev' as never);
    const taken: number[] = [];
    for (let n = 0; n < 5; n += 1) accepted.send(String(n), () => taken.push(n));
    expect(taken).toEqual([0, 1, 2, 3, 4]);
    await once(client, 'message');
    while (came.length < 6) await once(client, 'message');
    expect(came).toEqual(['hello', '0', '1', '2', '3', '4']);
    expect(several.mock.calls.length + single.mock.calls.length).toBe(1);
    client.terminate();
  });

  it('writes the next turn’s packets by themselves', async () => {
    const { came, client, accepted } = await connected();
    accepted.send('one');
    await once(client, 'message');
    accepted.send('two', { binary: false });
    await once(client, 'message');
    expect(came).toEqual(['hello', 'one', 'two']);
    expect(stream.writableCorked).toBe(0);
    client.terminate();
  });

  it('tells the sender of a packet for a closed connection', async () => {
    const { client, accepted } = await connected();
    client.terminate();
    await once(accepted, 'close');
    const error = await new Promise((resolve) => accepted.send('late', resolve));
    expect(error).toBeInstanceOf(Error);
  });
});
