import { readConfig } from './config.js';
import { ConfigError } from './environment.js';

describe('reading the environment', () => {
  it('starts with nothing set, with the demo on', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, databaseUrl: null, demo: true, https: 'off' });
    expect(config.dataDir).toMatch(/^\/.*\.data$/);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['MEDIA_WORKERS', '0'],
    ['MEDIA_LISTEN_IP', 'localhost'],
    ['LOG_LEVEL', 'loud'],
    ['HTTPS', 'yes'],
    ['WATCH_BY', 'dash'],
    ['UPLINK_MBPS', 'fast'],
    ['DEMO', 'perhaps'],
    ['DATABASE_URL', 'mysql://db'],
    ['PUBLIC_URL', 'rally.example'],
  ])('refuses %s=%s and names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(name);
  });

  it('does not repeat a database password in the error', () => {
    expect.assertions(1);
    try {
      readConfig({ DATABASE_URL: 'mysql://user:secret@db' });
    } catch (error) {
      expect(String(error)).not.toContain('secret');
    }
  });

  it('has no demo on a database or address of one’s own', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://db/x' }).demo).toBe(false);
    expect(readConfig({ PUBLIC_URL: 'https://rally.example/' })).toMatchObject({
      demo: false,
      publicUrl: 'https://rally.example',
    });
    expect(() => readConfig({ PUBLIC_URL: 'https://rally.example', DEMO: '1' })).toThrow('DEMO');
  });

  it('wants a secret with a TURN server', () => {
    expect(() => readConfig({ TURN_URLS: 'turn:turn.example' })).toThrow('TURN_SECRET');
  });
});
