import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer as createPlainServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { selfSignedCertificate } from '../../config/self-signed.js';
import { CertificateError, TlsLine } from './tls-line.js';

const ip = '127.0.0.1';

describe('a TLS line to an RTMPS server', () => {
  const trusted = getCACertificates('default');
  const callers: TLSSocket[] = [];
  let folder: string;
  let cert: string;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sammelan-tls-'));
    const files = await selfSignedCertificate(folder, []);
    cert = files.cert;
    server = createServer(files, (socket) => {
      callers.push(socket);
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, ip);
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => setDefaultCACertificates([...trusted, cert]));
  afterEach(() => callers.splice(0).forEach((socket) => socket.destroy()));
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    server.close();
    await rm(folder, { recursive: true });
  });

  it('carries what is sent by its door, to the name that was asked for', async () => {
    const line = await TlsLine.open({ ip, port, name: 'localhost' });
    const near = connect(line.port, ip);
    near.write('namaste');
    const [echo] = (await once(near, 'data')) as [Buffer];
    expect(echo.toString()).toBe('namaste');
    expect(callers.map(({ servername }) => servername)).toEqual(['localhost']);
    const gone = once(near, 'close');
    line.close();
    await gone;
  });

  it('ends with the other end, whoever is on this side', async () => {
    const line = await TlsLine.open({ ip, port, name: ip });
    const near = connect(line.port, ip).on('error', () => undefined);
    await once(near, 'connect');
    const gone = once(near.resume(), 'close');
    callers[0]?.destroy();
    await gone;
  });

  it('is none where the certificate is for another name', async () => {
    await expect(TlsLine.open({ ip, port, name: 'live.example.org' })).rejects.toBeInstanceOf(CertificateError);
  });

  it('is none where nobody that is trusted has signed the certificate', async () => {
    setDefaultCACertificates(trusted);
    await expect(TlsLine.open({ ip, port, name: 'localhost' })).rejects.toBeInstanceOf(CertificateError);
  });

  it('is none where the other end speaks no TLS; that is no matter of certificates', async () => {
    const plain = createPlainServer((socket) => socket.on('error', () => undefined).end('RTMP, I am afraid\n'));
    plain.listen(0, ip);
    await once(plain, 'listening');
    const open = TlsLine.open({ ip, port: (plain.address() as AddressInfo).port, name: 'localhost' });
    const error = await open.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(CertificateError);
    plain.close();
  });
});
