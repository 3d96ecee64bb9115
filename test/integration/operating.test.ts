import { TestServer } from '../support/test-server.js';

describe('operating a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it('says that it lives and is ready', async () => {
    const anybody = await server.somebody();
    await expect(anybody.get('/api/health/live')).resolves.toEqual({ status: 'ok' });
    await expect(anybody.get('/api/health/ready')).resolves.toEqual({ status: 'ok' });
  });

  it('gives Prometheus its figures, and none of a person', async () => {
    const viewer = await server.viewer();
    const text = await (await viewer.fetch('/metrics')).text();
    expect(text).toMatch(/^sammelan_sockets 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^sammelan_database_connections\{state="open"\} \d+$/m);
    expect(text).not.toContain(viewer.identityId);
  });

  it('documents every REST route, with what each body holds', async () => {
    const document = await (
      await server.somebody()
    ).get<{
      paths: Record<string, unknown>;
      components: { schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }> };
    }>('/api/docs-json');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/auth/session', '/api/rallies/{rallyId}']),
    );
    expect(document.components.schemas['OpenSessionDto']).toMatchObject({
      properties: { deviceId: { type: 'string' } },
      required: ['deviceId'],
    });
    expect(document.components.schemas['CreateRallyDto']!.required).toEqual(['title']);
  });

  it('names every request, and keeps a proxy’s name for it', async () => {
    const anybody = await server.somebody();
    const own = await anybody.fetch('/api/health/live');
    expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const given = await anybody.fetch('/api/health/live', { headers: { 'x-request-id': 'edge-12345678' } });
    expect(given.headers.get('x-request-id')).toBe('edge-12345678');
  });

  it('allows no foreign script, frame or socket', async () => {
    const anybody = await server.somebody();
    const headers = (await anybody.fetch('/api/health/live')).headers;
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    const host = new URL(server.url).host;
    for (const origin of [
      'null',
      'https://evil.example',
      `http://${host}.evil.example`,
      `http://evil-${host}`,
      'http://',
    ]) {
      const upgrade = await anybody.fetch('/socket.io/?EIO=4&transport=polling', { headers: { origin } });
      expect([origin, upgrade.status]).toEqual([origin, 403]);
    }
    const own = await anybody.fetch('/socket.io/?EIO=4&transport=polling', { headers: { origin: `http://${host}` } });
    expect(own.status).toBe(200);
  });
});

it('answers what it was asked before it stops, and is not ready meanwhile', async () => {
  const server = await TestServer.start({ DRAIN_SECONDS: '1' });
  const viewer = await server.viewer();
  const stopping = server.shutDown();
  await viewer.waitFor('server:draining');
  await expect(viewer.get('/api/health/ready')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(viewer.send('access:me', {})).resolves.toMatchObject({ identityId: viewer.identityId });
  await stopping;
  expect(viewer.connected).toBe(false);
  await server.stop();
});
