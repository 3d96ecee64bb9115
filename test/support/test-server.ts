import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@sammelan/shared/access/access.rules.js';
import { GrantsService } from '@sammelan/server/access/grants.service.js';
import { type Config, readConfig } from '@sammelan/server/config/config.js';
import type { DemoLinks } from '@sammelan/server/demo/demo.service.js';
import { OrganisationService } from '@sammelan/server/organisation/organisation.service.js';
import { type RunningServer, startServer } from '@sammelan/server/server.js';
import { Pool } from 'pg';
import { workerBin } from './media-worker.js';
import { demoSlug, enterWithLink, openSession } from './people.js';
import { type PortBlock, takePorts } from './ports.js';
import { switchRulesOff } from './rules.js';
import { fillDataDir } from './start-template.js';
import { TestClient } from './test-client.js';

/** The real application in this process, on a real database of its own, on free ports. */
export class TestServer {
  private readonly clients: TestClient[] = [];
  private pool: Pool | null = null;

  private constructor(
    private running: RunningServer,
    private readonly config: Config,
    private readonly ports: PortBlock,
  ) {}

  /** With the demo rally, unless told otherwise. Environment variables as for `npm start`. */
  static async start(env: Record<string, string> = {}): Promise<TestServer> {
    const ports = await takePorts();
    const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'sammelan-test-')));
    await fillDataDir(dataDir, env);
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      // Packaging costs CPU: tests that want it say so.
      FFMPEG_BIN: 'off',
      MEDIA_LISTEN_IP: '127.0.0.1',
      MEDIA_WORKERS: '2',
      MEDIA_PORT_BASE: String(ports.media),
      MEDIASOUP_WORKER_BIN: await workerBin(),
      ...env,
    });
    return new TestServer(await startServer(config), config, ports);
  }

  get url(): string {
    return this.running.url;
  }

  get databaseUrl(): string {
    return this.running.databaseUrl;
  }

  get dataDir(): string {
    return this.config.dataDir;
  }

  /** A provider of the running application, for what cannot be seen from outside. */
  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.running.app.get(type);
  }

  /** The link to become the first owner, as it is printed; null where there is an owner. */
  get claimUrl(): string | null {
    return this.running.claimUrl;
  }

  async demoLinks(): Promise<DemoLinks> {
    return JSON.parse(await readFile(join(this.config.dataDir, 'demo-links.json'), 'utf8')) as DemoLinks;
  }

  /** Runs SQL on the server's own database. */
  async sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    if (!this.pool) {
      this.pool = new Pool({ connectionString: this.running.databaseUrl, max: 2 });
      // The database may stop while a connection rests here.
      this.pool.on('error', () => undefined);
    }
    return (await this.pool.query<T>(text, values)).rows;
  }

  /** Someone with a fresh viewer's session who has not entered anywhere. */
  async somebody(): Promise<TestClient> {
    const client = new TestClient(this.url);
    this.clients.push(client);
    await openSession(client);
    return client;
  }

  /** A viewer inside the demo rally, from a region if one is named. */
  async viewer(region?: string, slug = demoSlug): Promise<TestClient> {
    const client = await this.somebody();
    await client.enter(slug, region);
    return client;
  }

  async organiser(): Promise<TestClient> {
    return this.withLink((await this.demoLinks()).organise);
  }

  /** No rule stops what a test writes. */
  async withoutRules(): Promise<void> {
    const owner = await this.organiser();
    await switchRulesOff(owner);
    owner.close();
  }

  async speaker(): Promise<TestClient> {
    return this.withLink((await this.demoLinks()).speak);
  }

  /** Someone with this role in the demo rally, by an invite that an organiser made. */
  async withRole(role: Role, regionPath = '/'): Promise<TestClient> {
    if (role === 'owner') return this.owner();
    const organiser = await this.organiser();
    const rally = await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
    const invite = await organiser.post<{ url: string }>(`/api/rallies/${rally.id}/invites`, {
      role,
      label: `A ${role}`,
      regionPath,
    });
    organiser.close();
    return this.withLink(invite.url);
  }

  /** Someone who owns the whole organisation, in the demo rally. */
  async owner(): Promise<TestClient> {
    const owner = await this.somebody();
    const { identityId } = owner;
    const organisationId = this.get(OrganisationService).id;
    await this.get(GrantsService).give({
      identityId,
      name: 'Owner',
      organisationId,
      role: 'owner',
      rallyId: null,
      regionPath: '/',
    });
    await owner.enter(demoSlug);
    return owner;
  }

  /** Opens a link as a browser does: redeems its token, then enters the rally. */
  async withLink(url: string): Promise<TestClient> {
    const client = new TestClient(this.url);
    this.clients.push(client);
    return enterWithLink(client, url);
  }

  /** What SIGTERM does: the clients are still there. */
  async shutDown(): Promise<void> {
    await this.pool?.end();
    this.pool = null;
    await this.running.stop();
  }

  /** Stops the server and starts it again on the same data and the same port; clients come back by themselves. */
  async restart(): Promise<void> {
    const port = Number(new URL(this.url).port);
    await this.pool?.end();
    this.pool = null;
    await this.running.stop();
    this.running = await startServer({ ...this.config, port });
  }

  /** A second process on the same database and keys, as far as one process can play it; stop it before this one. */
  another(): Promise<RunningServer> {
    const media = { ...this.config.media, workers: 1, portBase: this.ports.moreMedia };
    return startServer({ ...this.config, port: 0, databaseUrl: this.running.databaseUrl, demo: false, media });
  }

  /** Stops it; its data are thrown away, unless they are wanted for the next start. */
  async stop({ keepData = false } = {}): Promise<void> {
    for (const client of this.clients) client.close();
    await this.pool?.end();
    await this.running.stop();
    this.ports.release();
    if (!keepData) await rm(this.config.dataDir, { recursive: true, force: true });
  }
}

export { demoSlug };
