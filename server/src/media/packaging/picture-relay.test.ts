import { PictureRelay } from './picture-relay.js';
import { sizeIn } from './picture-size.js';
import { readRtp, writeRtp } from './rtp.js';

const h264 = 'video/H264';
/** Parameter sets as x264 writes them. */
const sets = {
  '320x180': '6742c00cd901419f9f011000000300100000030320f142a480',
  '180x320': '6742c00cd903029e7f011000000300100000030320f142a480',
  '1280x720': '6742c01fd9005005bb011000000300100000030320f1832480',
  '320x180 high': '6764000cacd941419f9f011000000300100000030320f1429960',
};
const aggregate = (set: string) => {
  const bytes = Buffer.from(set, 'hex');
  return Buffer.concat([Buffer.from([24, 0, bytes.length]), bytes]);
};
const slice = Buffer.from([0x61, 1, 2, 3]);

describe('the size of a picture', () => {
  test('is read from H.264 parameter sets, alone or in an aggregate', () => {
    expect(sizeIn(h264, Buffer.from(sets['320x180'], 'hex'))).toEqual({ width: 320, height: 180 });
    expect(sizeIn(h264, aggregate(sets['180x320']))).toEqual({ width: 180, height: 320 });
    expect(sizeIn(h264, aggregate(sets['1280x720']))).toEqual({ width: 1280, height: 720 });
    expect(sizeIn(h264, aggregate(sets['320x180 high']))).toEqual({ width: 320, height: 180 });
  });

  test('is read from VP8 key frames, after a descriptor with a picture number', () => {
    const frame = 'f051009d012ab40040010047';
    expect(sizeIn('video/VP8', Buffer.from(`10${frame}`, 'hex'))).toEqual({ width: 180, height: 320 });
    expect(sizeIn('video/VP8', Buffer.from(`908081c5${frame}`, 'hex'))).toEqual({ width: 180, height: 320 });
    expect(sizeIn('video/VP8', Buffer.from(`10${frame.replace('f0', 'f1')}`, 'hex'))).toBeNull();
  });

  test('is not told by other packets, nor by rubbish', () => {
    for (const payload of [
      slice,
      Buffer.alloc(0),
      Buffer.from([24]),
      Buffer.from([24, 0, 9, 0x67]),
      Buffer.from('67', 'hex'),
    ])
      expect(sizeIn(h264, payload)).toBeNull();
    for (const payload of [Buffer.alloc(0), Buffer.from('9080', 'hex'), Buffer.from('10f051', 'hex')])
      expect(sizeIn('video/vp8', payload)).toBeNull();
  });
});

describe('a relay of a picture', () => {
  function relayed(whole: boolean) {
    const sent: { sequence: number; timestamp: number; payload: Buffer }[] = [];
    let resized = 0;
    const relay = new PictureRelay({
      mimeType: h264,
      whole,
      send: (packet) => sent.push(readRtp(Buffer.from(packet))!),
      onResized: () => (resized += 1),
    });
    const receive = (sequence: number, timestamp: number, payload: Buffer, ends = false) => {
      const packet = writeRtp(101, 7, { sequence, timestamp, payload });
      if (ends) packet[1]! |= 0x80;
      relay.receive(packet);
    };
    return { sent, receive, resized: () => resized };
  }

  test('sends the first picture twice, the copy a little earlier, and numbers what it sends without a gap', () => {
    const { sent, receive } = relayed(true);
    receive(65_535, 9000, aggregate(sets['320x180']));
    receive(0, 9000, slice, true);
    receive(1, 12_000, slice, true);
    expect(sent.map(({ timestamp }) => timestamp)).toEqual([6000, 6000, 9000, 9000, 12_000]);
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  test('leaves the gap where a packet of the first picture is lost, in both', () => {
    const { sent, receive } = relayed(true);
    receive(10, 9000, aggregate(sets['320x180']));
    receive(12, 9000, slice, true);
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 6]);
  });

  test('does not wait for an end of the first picture that was lost', () => {
    const { sent, receive } = relayed(true);
    receive(10, 9000, aggregate(sets['320x180']));
    receive(12, 12_000, slice);
    expect(sent.map(({ timestamp }) => timestamp)).toEqual([6000, 9000, 12_000]);
  });

  test.each([
    [true, 2],
    [false, 4],
  ])('tells when the picture is turned; a copied one ends there (%s)', (whole, count) => {
    const { sent, receive, resized } = relayed(whole);
    receive(1, 9000, aggregate(sets['320x180']), true);
    expect(resized()).toBe(0);
    receive(2, 12_000, aggregate(sets['180x320']), true);
    receive(3, 15_000, slice, true);
    expect(resized()).toBe(1);
    expect(sent).toHaveLength(count);
  });
});
