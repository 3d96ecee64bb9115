import { isPublicAddress, resolveHost } from './push-address.js';

describe('where a programme may be sent to', () => {
  it.each(['8.8.8.8', '142.250.1.1', '2404:6800:4009::1'])('%s is public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1'],
    ...['fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', 'nonsense'],
  ])('%s is not', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it.each([
    'rtmp://127.0.0.1/live',
    'rtmp://localhost/live',
    'rtmp://[::1]:1935/live',
    'rtmp://[::ffff:7f00:1]/live',
    'rtmp://169.254.169.254/latest',
    'rtmp://2130706433/live',
    'rtmp://0x7f.1/live',
    'rtmp://127.1/live',
  ])('%s leads inside, however it is written', async (url) => {
    expect(await resolveHost(url, false)).not.toHaveProperty('ip');
  });

  it('inside is allowed where the operator says so, and an address is an address', async () => {
    expect(await resolveHost('rtmp://127.0.0.1/live', true)).toEqual({ ip: '127.0.0.1' });
    expect(await resolveHost('rtmp://8.8.8.8/live', false)).toEqual({ ip: '8.8.8.8' });
    expect(await resolveHost('rtmp://no-such-host.invalid/live', false)).toEqual({ trouble: 'unknown-host' });
  });
});
