import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isJammed, jammedBytes, tcpHandleOf, writeDirectly } from './direct-write.js';

/** What the kernel keeps for a connection whose client does not read, many times over. */
const floodBytes = 64 * 1024 * 1024;

describe('writing past a stream', () => {
  const server = createServer({ noDelay: true });
  const open: Socket[] = [];

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
    jest.restoreAllMocks();
  });
  afterAll(() => server.close());

  async function connection(): Promise<{ stream: Socket; client: Socket; write: (text: string | Buffer) => void }> {
    const accepted = once(server, 'connection');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [stream] = (await accepted) as [Socket];
    stream.on('error', () => undefined);
    open.push(client, stream);
    const handle = tcpHandleOf(stream);
    // Fails where Node has changed what it keeps under a stream.
    if (!handle) throw new Error('this Node has no such handle');
    return { stream, client, write: (bytes) => writeDirectly(stream, handle, Buffer.from(bytes)) };
  }

  async function read(client: Socket, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let came = 0; came < length;) {
      const part = client.read() as Buffer | null;
      if (part) came += parts.push(part) && part.length;
      else await once(client, 'readable');
    }
    return Buffer.concat(parts);
  }

  it('asks nothing of the stream once it has seen how streams write', async () => {
    const { stream, client, write } = await connection();
    write('first ');
    const asked = jest.spyOn(stream, '_write');
    for (let n = 0; n < 100; n += 1) write(`${n} `);
    const expected = `first ${Array.from({ length: 100 }, (_, n) => `${n} `).join('')}`;
    expect((await read(client, expected.length)).toString()).toBe(expected);
    expect(asked).not.toHaveBeenCalled();
    expect(stream.writableLength).toBe(0);
  });

  it('counts what the kernel does not take, and keeps the order with what the stream writes after it', async () => {
    const { stream, client, write } = await connection();
    const flood = Buffer.alloc(floodBytes, 'a');
    write('first ');
    write(flood);
    expect(isJammed(stream)).toBe(true);
    expect(jammedBytes(stream)).toBeGreaterThan(0);
    expect(jammedBytes(stream)).toBeLessThan(floodBytes);
    stream.write('b');
    // Another's writes are not disturbed by one that waits.
    const other = await connection();
    other.write('meanwhile');
    expect((await read(other.client, 9)).toString()).toBe('meanwhile');
    expect(isJammed(other.stream)).toBe(false);
    const all = await read(client, 6 + floodBytes + 1);
    expect(all.subarray(6, 6 + floodBytes).equals(flood)).toBe(true);
    expect(all.at(-1)).toBe('b'.charCodeAt(0));
    expect(isJammed(stream)).toBe(false);
    write('c');
    expect((await read(client, 1)).toString()).toBe('c');
  });

  it('keeps nothing of a connection that ends while bytes wait', async () => {
    const { stream, client, write } = await connection();
    write('first');
    write(Buffer.alloc(floodBytes));
    expect(isJammed(stream)).toBe(true);
    client.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    expect(jammedBytes(stream)).toBe(0);
  });

  it('does no harm to a connection that has ended', async () => {
    const { stream, client, write } = await connection();
    write('first');
    await read(client, 5);
    stream.destroy();
    write('late');
    await once(client, 'end');
    expect(isJammed(stream)).toBe(false);
  });

  it('leaves encrypted streams alone', async () => {
    const { stream } = await connection();
    expect(tcpHandleOf(new TLSSocket(stream))).toBeNull();
  });
});
