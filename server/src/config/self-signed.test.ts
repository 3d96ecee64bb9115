import { mkdtemp, rm, stat } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir, type NetworkInterfaceInfo } from 'node:os';
import path from 'node:path';
import { lanAddresses, selfSignedCertificate, terminalQrCode } from './self-signed.js';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(path.join(tmpdir(), 'sammelan-tls-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Fetches with only `cert` trusted: fails unless the certificate is valid for the address. */
function fetchTrusting(cert: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get({ host: '127.0.0.1', port, ca: cert }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    });
    request.on('error', reject);
  });
}

test('serves TLS that is valid for the addresses, and is kept between starts', async () => {
  const { key, cert } = await selfSignedCertificate(dataDir, ['192.168.1.20']);
  const server = https.createServer({ key, cert }, (_request, response) => response.end('secure'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    expect(await fetchTrusting(cert, port)).toBe('secure');
  } finally {
    server.close();
  }
  expect(await selfSignedCertificate(dataDir, ['192.168.1.20'])).toEqual({ key, cert });
  expect((await selfSignedCertificate(dataDir, ['192.168.1.99'])).cert).not.toBe(cert);
  expect((await stat(path.join(dataDir, 'tls/key.pem'))).mode & 0o077).toBe(0);
});

test('offers the addresses a phone can reach, private ones first', () => {
  const entry = (address: string, internal = false): NetworkInterfaceInfo => ({
    ...{ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null },
  });
  const found = lanAddresses({
    lo: [entry('127.0.0.1', true)],
    docker0: [entry('172.17.0.1')],
    eth0: [entry('203.0.113.7')],
    wlan0: [entry('192.168.1.20'), entry('169.254.10.1')],
  });
  expect(found).toEqual(['192.168.1.20', '203.0.113.7']);
  expect(lanAddresses(networkInterfaces())).not.toContain('127.0.0.1');
});

test('draws a QR code of half blocks, black on white', async () => {
  const lines = (await terminalQrCode('https://192.168.1.20:3000/r/demo#invite')).split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines[1]).toContain('\u001b[47m\u001b[30m');
  expect(lines[1]).toMatch(/[▀▄█]/);
});
