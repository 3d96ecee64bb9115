import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoLinks } from '@sammelan/server/demo/demo.service.js';
import { workerBin } from './media-worker.js';
import { enterWithLink, openSession } from './people.js';
import { type PortBlock, takePorts } from './ports.js';
import { fillDataDir } from './start-template.js';
import { TestClient } from './test-client.js';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;

/** The built server as an operator runs it: a process of its own, which can be killed and started again. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  private output = '';
  /** Everything it wrote. */
  everything = '';

  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly env: Record<string, string>,
    private readonly ports: PortBlock,
  ) {}

  /** Starts it on free ports and a fresh database, with the demo rally. */
  static async start(env: Record<string, string> = {}): Promise<ServerProcess> {
    if (!existsSync(join(process.cwd(), 'server/bundle/main.js'))) throw new Error('not built: npm run build');
    const ports = await takePorts();
    const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'sammelan-e2e-')));
    await fillDataDir(dataDir, env);
    const settings = {
      PORT: String(ports.http),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      // Packaging costs CPU: tests that want it say so.
      FFMPEG_BIN: 'off',
      MEDIA_LISTEN_IP: '127.0.0.1',
      MEDIA_WORKERS: '2',
      MEDIA_PORT_BASE: String(ports.media),
      MEDIASOUP_WORKER_BIN: await workerBin(),
      NODE_ENV: 'production',
      ...env,
    };
    const server = new ServerProcess(`http://127.0.0.1:${settings.PORT}`, dataDir, settings, ports);
    try {
      await server.restart();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async demoLinks(): Promise<DemoLinks> {
    return JSON.parse(await readFile(join(this.dataDir, 'demo-links.json'), 'utf8')) as DemoLinks;
  }

  /** Somebody with a fresh viewer's session who has not entered anywhere. */
  async somebody(): Promise<TestClient> {
    const client = new TestClient(this.url);
    await openSession(client);
    return client;
  }

  /** Somebody who opened an invite's link and entered the demo rally over a socket of their own. */
  withLink(link: string): Promise<TestClient> {
    return enterWithLink(new TestClient(this.url), link);
  }

  /** Starts the process (again), on the same ports and data; resolves when it takes people in. */
  restart(): Promise<void> {
    return this.launch(100);
  }

  /** The same, looking every `lookEveryMs` whether it is ready. */
  async launch(lookEveryMs: number): Promise<void> {
    const child = spawn(process.execPath, [join(process.cwd(), 'server/bundle/main.js')], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => {
      this.everything += chunk.toString();
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const deadline = Date.now() + startTimeoutMs;
    while (!(await this.ready())) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`the server did not start:\n${this.output}`);
      await sleep(lookEveryMs);
    }
  }

  /** Ends it as an operator does, and keeps its data. */
  end(): Promise<void> {
    return this.signal('SIGTERM');
  }

  /** Ends it without a word, as a power cut does. */
  async kill(): Promise<void> {
    await this.signal('SIGKILL');
  }

  get pid(): number {
    if (!this.child?.pid) throw new Error('it does not run');
    return this.child.pid;
  }

  /** What it wrote last; for a failed test's message. */
  get log(): string {
    return this.output;
  }

  /** Ends it, and throws its data away. */
  async stop(): Promise<void> {
    await this.end();
    this.ports.release();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async signal(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = sleep(stopTimeoutMs, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') {
      child.kill('SIGKILL');
      throw new Error(`the server did not stop on ${signal}:\n${this.output}`);
    }
  }

  private async ready(): Promise<boolean> {
    return fetch(`${this.url}/api/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
  }
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
