import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TakenMessage {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A gateway for text messages as companies run them: takes HTTP, and keeps what it was given instead of sending it. */
export class SmsGatewayServer {
  readonly taken: TakenMessage[] = [];
  /** What it answers from now on. */
  status = 200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmsGatewayServer> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        gateway.taken.push({ method, path, headers, body });
        response.writeHead(gateway.status, { location: '/elsewhere' }).end('{}');
      });
    });
    const gateway = new SmsGatewayServer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Environment of a server that sends through this gateway. */
  get env(): Record<string, string> {
    return {
      SMS: 'http',
      SMS_URL: `${this.url}/send`,
      SMS_HEADERS: '{"content-type":"application/json","authorization":"Bearer gateway-key"}',
      SMS_BODY:
        '{"to":"{to}","text":"{text}","code":"{code}","sender":"{header}","pe":"{entityId}","template":"{templateId}"}',
      SMS_DLT_ENTITY_ID: '1101234567890123456',
      SMS_DLT_HEADER: 'SMMELN',
      SMS_DLT_TEMPLATE_ID: '1107654321098765432',
    };
  }

  /** The code of the last message to this number (E.164). */
  codeFor(phone: string): string {
    const found = this.taken
      .map(({ body }) => JSON.parse(body) as { to: string; code: string })
      .findLast(({ to }) => to === phone);
    if (!found) throw new Error('no message to this number');
    return found.code;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
