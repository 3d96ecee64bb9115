import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** PEM texts, as Node's https takes them. */
export interface TlsFiles {
  key: string;
  cert: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Apple's systems refuse server certificates that are valid for longer (support.apple.com/HT211025). */
const validityMs = 397 * dayMs;
/** Renewed while it still has this long, so that it does not run out in the middle of an event. */
const renewBeforeMs = 30 * dayMs;

/**
 * The addresses by which others in the same network reach this machine: IPv4, those of private networks (RFC 1918)
 * first. Empty without a network.
 */
export function lanAddresses(interfaces = os.networkInterfaces()): string[] {
  const found = Object.entries(interfaces)
    // Containers' and virtual machines' bridges lead nowhere from a phone.
    .filter(([name]) => !/^(docker|br-|veth|virbr|vmnet|utun|tun|tap)/.test(name))
    .flatMap(([, entries]) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal && !entry.address.startsWith('169.254.'))
    .map((entry) => entry.address);
  const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
  return [...found.filter(isPrivate), ...found.filter((address) => !isPrivate(address))];
}

/**
 * A certificate for `localhost` and the given addresses, signed by itself: browsers warn once and then treat the page as
 * secure, which is what cameras need. Kept in `<dataDir>/tls`, so that the warning does not come back on every start; made
 * anew when an address is missing in it or it runs out.
 */
export async function selfSignedCertificate(dataDir: string, addresses: string[]): Promise<TlsFiles> {
  const dir = path.join(dataDir, 'tls');
  const files = { key: path.join(dir, 'key.pem'), cert: path.join(dir, 'cert.pem') };
  const kept = await readPair(files);
  if (kept && covers(kept.cert, addresses)) return kept;

  // Two hundred files that a start without a certificate of its own can do without.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Sammelan' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validityMs),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...['127.0.0.1', ...addresses].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await mkdir(dir, { recursive: true });
  await writeFile(files.key, made.private, { mode: 0o600 });
  await writeFile(files.cert, made.cert);
  return { key: made.private, cert: made.cert };
}

async function readPair(files: TlsFiles): Promise<TlsFiles | undefined> {
  try {
    return { key: await readFile(files.key, 'utf8'), cert: await readFile(files.cert, 'utf8') };
  } catch {
    return undefined;
  }
}

function covers(pem: string, addresses: string[]): boolean {
  const cert = new X509Certificate(pem);
  const left = new Date(cert.validTo).getTime() - Date.now();
  return left > renewBeforeMs && addresses.every((address) => cert.checkIP(address) !== undefined);
}

/** A QR code of `url` in half blocks, black on white whatever the terminal's own colours: many cameras read no other. */
export async function terminalQrCode(url: string): Promise<string> {
  const { default: QRCode } = await import('qrcode');
  return QRCode.toString(url, { type: 'terminal', small: true, errorCorrectionLevel: 'L' });
}
