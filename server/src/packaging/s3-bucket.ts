import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClient } from 'aws4fetch';
import type { S3Config } from '../config/stream-target.js';

const timeoutMs = 20_000;
/** What comes too late for one segment would make the next one late. */
const retryDelaysMs = [200, 500, 1_000, 2_000];

/** The store's own word on why not. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
}

/** Puts objects into one bucket, by path (S3's REST API, signature version 4). */
export class S3Bucket {
  private client: Promise<AwsClient> | undefined;

  constructor(private readonly config: S3Config) {}

  /**
   * Resolves when the object is there to be read. @param key path below the prefix
   * @throws S3Error after a few tries
   */
  async put(key: string, body: Uint8Array, headers: Record<string, string>): Promise<void> {
    for (const delayMs of [...retryDelaysMs, null]) {
      const problem = await this.ask('PUT', key, { body, headers }).then(
        (response) => (response.ok ? null : refusal(response)),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (problem === null) return;
      if (delayMs === null || isFinal(await problem)) throw new S3Error(`${key}: ${await problem}`);
      await sleep(delayMs);
    }
  }

  /** Whether there is an object, of this size. */
  async has(key: string, bytes: number): Promise<boolean> {
    const response = await this.ask('HEAD', key, {});
    return response.ok && Number(response.headers.get('content-length')) === bytes;
  }

  /** Takes an object away; harmless where there is none. @throws S3Error */
  async remove(key: string): Promise<void> {
    const response = await this.ask('DELETE', key, {});
    if (!response.ok && response.status !== 404) throw new S3Error(`${key}: ${await refusal(response)}`);
  }

  private async ask(method: string, key: string, init: { body?: Uint8Array; headers?: Record<string, string> }) {
    const { endpoint, bucket, prefix } = this.config;
    const client = await (this.client ??= this.open());
    const { body, headers = {} } = init;
    return client.fetch(`${endpoint}/${bucket}/${prefix}/${key}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: Buffer.from(body) } : {}),
    });
  }

  /** Loaded where there is a bucket only. */
  private async open(): Promise<AwsClient> {
    const { AwsClient } = await import('aws4fetch');
    const { accessKeyId, secretAccessKey, region } = this.config;
    return new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  }
}

/** `403 SignatureDoesNotMatch`, say. */
async function refusal(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  return `${response.status} ${/<Code>([^<]*)/.exec(text)?.[1] ?? response.statusText}`;
}

/** Asking again changes nothing. */
const isFinal = (problem: string): boolean => /^4(?!08|29)\d\d /.test(problem);
