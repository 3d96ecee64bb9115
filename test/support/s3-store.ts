import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { eventually } from './eventually.js';
import { freePort } from './server-process.js';

const accessKeyId = 'test:tester';
const secretAccessKey = 'testing';
const region = 'ap-south-1';

/** An object store with an S3 API (OpenStack Swift, Debian's `python3-swift`), and a bucket that anybody may read. */
export class S3Store {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async open(): Promise<S3Store> {
    const store = new S3Store(await freePort(), await mkdtemp(join(tmpdir(), 'sammelan-s3-')));
    await store.start();
    const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
    const made = async () =>
      (await client.fetch(`${store.endpoint}/streams`, { method: 'PUT', headers: { 'x-amz-acl': 'public-read' } })).ok;
    await eventually(() => made().catch(() => false), 'the bucket is made', 60_000, 500);
    return store;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** For the server, to copy streams here. Whoever has no key reads by the store's own address of the bucket. */
  get env(): Record<string, string> {
    return {
      S3_ENDPOINT: this.endpoint,
      S3_REGION: region,
      S3_BUCKET: 'streams',
      S3_PREFIX: 'live',
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      HLS_BASE_URL: `${this.endpoint}/v1/AUTH_test/streams/live`,
    };
  }

  /** Starts it, or starts it again on the same data. */
  async start(): Promise<void> {
    const script = join(process.cwd(), 'test/support/s3-server.py');
    const args = [script, this.folder, String(this.port), accessKeyId, secretAccessKey];
    const child = spawn('/usr/bin/python3', args, { stdio: ['pipe', 'inherit', 'inherit'] });
    this.child = child;
    const answers = () => {
      if (child.exitCode !== null) throw new Error('the store ended (Debian: apt install python3-swift)');
      return fetch(this.endpoint).then(
        () => true,
        () => false,
      );
    };
    await eventually(answers, 'the store answers', 90_000, 250);
  }

  async end(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
  }

  async close(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
