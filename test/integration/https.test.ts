import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { TestServer } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ HTTPS: 'self-signed' })));
afterAll(() => server.stop());

const certificate = (): Promise<string> => readFile(join(server.dataDir, 'tls/cert.pem'), 'utf8');

test('HTTPS=self-signed serves pages, live sockets and links over TLS', async () => {
  const ca = await certificate();
  expect(server.url).toMatch(/^https:/);
  expect((await server.demoLinks()).speak).toMatch(new RegExp(`^${server.url}/`));
  const status = await new Promise((resolve, reject) =>
    get(`${server.url}/api/health/ready`, { ca }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    ),
  );
  expect(status).toBe(200);

  const socket = io(server.url, { ca, transports: ['websocket'], reconnection: false });
  const outcome = await new Promise<string>((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });
  socket.close();
  // Without a session the server itself refuses: TLS and the upgrade have worked.
  expect(outcome).toBe('unauthenticated');
});
