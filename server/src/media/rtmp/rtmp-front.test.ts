import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { RtmpFront } from './rtmp-front.js';

const host = '127.0.0.1';
/** C0, C1 and C2. */
const hello = Buffer.alloc(3073, 3);
/** S0, S1 and S2. */
const answerBytes = 3073;

/** A chunk's header in full (RTMP 1.0, 5.3.1): what is promised to follow it. */
const header = (chunkStream: number, length: number, type = 9): Buffer => {
  const bytes = Buffer.alloc(12);
  bytes[0] = chunkStream;
  bytes.writeUIntBE(length, 4, 3);
  bytes[7] = type;
  return bytes;
};

describe('the RTMP port, among strangers', () => {
  let front: RtmpFront;
  const open: Socket[] = [];

  beforeAll(async () => {
    front = await RtmpFront.listen(0, host, () => undefined);
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.destroy()));
  afterAll(() => front.close());

  const dial = async () => {
    const socket = connect(front.port, host).on('error', () => undefined);
    open.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  /** How many bytes it answered before it closed the connection. */
  const untilCutOff = async (...parts: Buffer[]) => {
    const socket = await dial();
    let answered = 0;
    socket.on('data', (bytes) => (answered += bytes.length));
    const closed = once(socket, 'close');
    for (const part of parts) socket.write(part);
    await closed;
    return answered;
  };

  it.each([
    ['a message of 16 MB before it is known who sends it', [header(4, 0xffffff), Buffer.alloc(1)]],
    [
      'messages on more chunk streams than anybody uses',
      Array.from({ length: 60 }, (_, at) => Buffer.concat([header(3 + at, 1), Buffer.alloc(1)])),
    ],
    ['a message that is shorter than what has come of it', [header(4, 4000), Buffer.alloc(128), header(4, 1)]],
    ['chunks of no length', [header(2, 4, 1), Buffer.alloc(4)]],
    ['commands without end', [Buffer.alloc(70_000, Buffer.concat([header(3, 100, 0), Buffer.alloc(100)]))]],
  ])('cuts off %s', async (_, parts) => {
    expect(await untilCutOff(hello, Buffer.concat(parts))).toBe(answerBytes);
  });

  it('answers an encoder, however many sit there and say nothing', async () => {
    const first = await dial();
    const cutOff = once(first, 'close');
    for (let more = 0; more < 60; more += 1) await dial();
    await cutOff;
    const encoder = await dial();
    let answered = 0;
    encoder.on('data', (bytes) => (answered += bytes.length));
    encoder.write(hello);
    while (answered < answerBytes) await once(encoder, 'data');
    expect(encoder.destroyed).toBe(false);
  });
});
