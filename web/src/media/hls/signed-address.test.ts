import { isSamePlace, isSigned, signedLike } from './signed-address.js';

const plain = 'https://rally.example/hls/id/3/mid-4.m4s';
const old = 'https://rally.example/hls/id/~1k-AbC_d-e/3/mid-4.m4s';
const fresh = '/hls/id/~1l-XyZ/master.m3u8';

test('an address takes over the newest signature', () => {
  expect(signedLike(old, fresh)).toBe('https://rally.example/hls/id/~1l-XyZ/3/mid-4.m4s');
  expect(signedLike(plain, fresh)).toBe(plain);
  expect(signedLike(old, '/hls/id/master.m3u8')).toBe(old);
});

test('a place is the same under another signature', () => {
  expect(isSigned(old)).toBe(true);
  expect(isSigned(plain)).toBe(false);
  expect(isSamePlace(old, old.replace('AbC', 'zzz'))).toBe(true);
  expect(isSamePlace(old, plain)).toBe(true);
  expect(isSamePlace(old, old.replace('/id/', '/di/'))).toBe(false);
});
