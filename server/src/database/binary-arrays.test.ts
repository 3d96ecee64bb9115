import fc from 'fast-check';
import { int2Array, int4Array, uuidArray } from './binary-arrays.js';

const same = <Item>(item: Item): Item => item;

describe('arrays in the binary format', () => {
  test('say their type and length, and each value with its width', () => {
    expect(int4Array([1, -2], same).toString('hex')).toBe(
      '00000001' + '00000000' + '00000017' + '00000002' + '00000001' + '0000000400000001' + '00000004fffffffe',
    );
    expect(int2Array([513], same).subarray(8).toString('hex')).toBe(
      '00000015' + '00000001' + '00000001' + '000000020201',
    );
    expect(int4Array([], same)).toHaveLength(20);
  });

  test('hold uuids as their sixteen bytes, in capitals too', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid()), fc.boolean(), (uuids, capitals) => {
        const bytes = uuidArray(uuids, (uuid) => (capitals ? uuid.toUpperCase() : uuid));
        uuids.forEach((uuid, index) => {
          const from = 20 + index * 20;
          expect(bytes.readInt32BE(from)).toBe(16);
          expect(bytes.subarray(from + 4, from + 20).toString('hex')).toBe(uuid.replaceAll('-', ''));
        });
      }),
    );
  });

  test.each(['', '0198c3f0-0000-7000-8000-00000000000', '0198c3f0-0000-7000-8000-00000000000g', 'ü'.repeat(36)])(
    'take no other text: %p',
    (text: string) => {
      expect(() => uuidArray([text], same)).toThrow(RangeError);
    },
  );
});
