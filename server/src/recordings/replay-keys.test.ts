import { ReplayKeys } from './replay-keys.js';

describe('a replay’s key', () => {
  const keys = new ReplayKeys([Buffer.alloc(32, 7)]);
  const rally = '0190a000-0000-7000-8000-000000000001';
  const key = keys.sign(rally, 'all');

  it('opens what it was made for', () => {
    expect(keys.read(rally, key)).toBe('all');
    expect(keys.read(rally, keys.sign(rally, 'shown'))).toBe('shown');
  });

  it('opens nothing else: another rally, another scope, another server’s, changed, or too old', () => {
    expect(keys.read(rally.replace('1', '2'), key)).toBeNull();
    expect(keys.read(rally, `f${key.slice(1)}`)).toBeNull();
    expect(new ReplayKeys([Buffer.alloc(32, 8)]).read(rally, key)).toBeNull();
    expect(new ReplayKeys([Buffer.alloc(32, 8), Buffer.alloc(32, 7)]).read(rally, key)).toBe('all');
    expect(keys.read(rally, `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
    expect(keys.read(rally, 'open')).toBeNull();
    expect(keys.read(rally, key, Date.now() + 13 * 3_600_000)).toBeNull();
  });
});
