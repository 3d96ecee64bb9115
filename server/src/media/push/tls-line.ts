import { once } from 'node:events';
import { type AddressInfo, createServer, isIP, type Server, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

export interface TlsLineOptions {
  /** The address to connect to, looked up beforehand. */
  ip: string;
  port: number;
  /** What the certificate has to be for. */
  name: string;
}

/** The other end's certificate is not for this name, has run out, or was signed by nobody that this machine trusts. */
export class CertificateError extends Error {}

/** Seconds are what a TLS handshake across the world takes; this is for a server that never answers. */
const patienceMs = 10_000;

/**
 * A TLS connection to an RTMPS server, reached by a port of this machine that takes one caller. ffmpeg would look the name up
 * anew, and trusts every certificate unless it is told otherwise, in ways that differ between its builds.
 */
export class TlsLine {
  private constructor(
    private readonly far: TLSSocket,
    private readonly door: Server,
  ) {}

  /** @throws CertificateError; Error where there is no connection, or no TLS */
  static async open({ ip, port, name }: TlsLineOptions): Promise<TlsLine> {
    const far = connect({ host: ip, port, ...(isIP(name) ? {} : { servername: name }) });
    try {
      await once(far, 'secureConnect', { signal: AbortSignal.timeout(patienceMs) });
    } catch (error) {
      far.destroy();
      const words = error instanceof Error ? error.message : String(error);
      throw far.authorizationError ? new CertificateError(words) : new Error(words, { cause: error });
    }
    const door = createServer((near) => join(near, far));
    door.maxConnections = 1;
    far.once('close', () => door.close());
    far.on('error', () => far.destroy());
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    return new TlsLine(far, door);
  }

  /** On 127.0.0.1; what is sent there goes to the other end. */
  get port(): number {
    return (this.door.address() as AddressInfo).port;
  }

  close(): void {
    this.far.destroy();
  }
}

function join(near: Socket, far: TLSSocket): void {
  near.setNoDelay(true);
  near.pipe(far).pipe(near);
  near.on('error', () => near.destroy());
  near.once('close', () => far.destroy());
  far.once('close', () => near.destroy());
}
