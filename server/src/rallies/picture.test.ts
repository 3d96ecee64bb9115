import fc from 'fast-check';
import { pictureOf } from './picture.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('pictures', () => {
  it.each([
    ['a PNG', '89504e470d0a1a0a 0000000d 49484452 00000280 00000168 08 02 000000 00000000', 'png', 640, 360],
    [
      'a JPEG',
      'ffd8 ffe0 0010 4a46494600010100000100010000 ffdb 0004 0000 ffc2 0011 08 0168 0280 03 012200',
      'jpg',
      640,
      360,
    ],
    ['a JPEG with fill bytes', 'ffd8 ffff ffe0 0004 0000 ffc0 0011 08 0002 0003 03 012200 021101', 'jpg', 3, 2],
    ['a WebP', '52494646 24000000 57454250 56503820 18000000 300100 9d012a 8002 6801 0000', 'webp', 640, 360],
    ['a lossless WebP', '52494646 24000000 57454250 5650384c 18000000 2f 7fc25900 0000000000', 'webp', 640, 360],
    ['an extended WebP', '52494646 24000000 57454250 56503858 0a000000 10000000 7f0200 670100 0000', 'webp', 640, 360],
  ])('knows %s and its size', (_, bytes, extension, width, height) => {
    expect(pictureOf(hex(bytes))).toMatchObject({ extension, width, height });
  });

  it.each([
    ['a GIF', '474946383961 0100 0100 800000 000000 ffffff 2c00000000010001000002024401003b0000000000'],
    ['a JPEG without a frame', 'ffd8 ffe0 0010 4a46494600010100000100010000 ffd9 0000 0000 0000'],
    ['a PNG of no width', '89504e470d0a1a0a 0000000d 49484452 00000000 00000168 08 02 000000 00000000'],
  ])('takes %s for none', (_, bytes) => expect(pictureOf(hex(bytes))).toBeNull());

  it('reads any bytes without a fault', () => {
    const heads = fc
      .constantFrom('89504e470d0a1a0a', 'ffd8', 'ffd8ffe0', '5249464600000000574542505650385', '')
      .map(hex);
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const picture = pictureOf(Buffer.concat([head, rest]));
        expect(picture === null || (picture.width > 0 && picture.height > 0)).toBe(true);
      }),
    );
  });
});
