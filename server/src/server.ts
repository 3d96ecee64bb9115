import 'reflect-metadata';
import { setTimeout } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { ClaimsService } from './auth/claims.service.js';
import { type Config } from './config/config.js';
import { lanAddresses, selfSignedCertificate } from './config/self-signed.js';
import { type DemoLinks, DemoService } from './demo/demo.service.js';
import { serveDocs } from './docs/openapi.js';
import { type Ground, layGround } from './ground.js';
import { HealthService } from './health/health.service.js';
import { policyFor } from './http/content-security-policy.js';
import { jsonBody } from './http/json-body.js';
import { PublicAddress } from './http/public-address.js';
import { requestContext } from './http/request-context.js';
import { staticWeb } from './http/static-web.js';
import type { AppLogger } from './logging/logger.js';
import { signedPath } from './packaging/signed-path.js';
import { Broadcaster } from './realtime/broadcaster.js';
import { CommandRouter } from './realtime/command-router.js';
import { SocketAdapter } from './realtime/socket-adapter.js';

/** A server that runs. */
export interface RunningServer {
  /** Where it listens, e.g. `http://localhost:3000`, or `https://192.168.1.20:3000` with a certificate of its own. */
  url: string;
  app: NestExpressApplication;
  databaseUrl: string;
  demoLinks: DemoLinks | null;
  /** Link to become the first owner; null where there is one, or a demo. */
  claimUrl: string | null;
  /** Stops taking people in, closes sockets, media and database, in this order. Idempotent. */
  stop(): Promise<void>;
}

/** A command that has not been answered after this long at the end will not be. */
const ackPatienceMs = 5000;

/**
 * Starts everything in this process: the database where none is given, then the application.
 *
 * @param ground what the application stands on, where its start was already begun
 * @throws ConfigError in words for the operator (a port in use, a folder that cannot be written)
 */
export async function startServer(config: Config, ground: Promise<Ground> = layGround(config)): Promise<RunningServer> {
  const { logger, databaseUrl, stop: stopDatabase } = await ground;
  let app: NestExpressApplication | null = null;
  try {
    const running = (app = await createApp(config, databaseUrl, logger));
    await app.listen(config.port, config.host);
    const url = urlOf(config, app);
    app.get(PublicAddress).derive(url);
    const demoLinks = config.demo ? await app.get(DemoService).prepare() : null;
    const claimUrl = config.demo ? null : await app.get(ClaimsService).prepare();
    app.get(HealthService).started();
    let stopping: Promise<void> | null = null;
    const stop = async (): Promise<void> => {
      await drain(running, config.drainMs);
      await running.close();
      await stopDatabase();
    };
    return { url, app, databaseUrl, demoLinks, claimUrl, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await app?.close();
    await stopDatabase();
    throw error;
  }
}

async function createApp(config: Config, databaseUrl: string, logger: AppLogger): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(config, databaseUrl), {
    logger,
    abortOnError: false,
    ...(config.https === 'self-signed' && {
      httpsOptions: await selfSignedCertificate(config.dataDir, lanAddresses()),
    }),
    forceCloseConnections: true,
  });
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: policyFor(config),
      strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
    }),
  );
  app.use(...jsonBody());
  app.use(signedPath);
  app.use(requestContext);
  serveDocs(app);
  const web = config.webDir === null ? null : staticWeb(config.webDir);
  if (web) app.use(web);
  app.useWebSocketAdapter(new SocketAdapter(app, config));
  return app;
}

/** Not ready first, then whoever is in is told, then what was asked is answered. */
async function drain(app: NestExpressApplication, drainMs: number): Promise<void> {
  app.get(HealthService).drain();
  app.get(Broadcaster).toAll('server:draining', { withinMs: drainMs });
  await setTimeout(drainMs);
  await app.get(CommandRouter).close(ackPatienceMs);
}

/** Plain HTTP is for this machine, where browsers give cameras to localhost; TLS of our own is for the phones around it. */
function urlOf({ https, host }: Config, app: NestExpressApplication): string {
  const { port } = app.getHttpServer().address() as { port: number };
  const [lan] = https === 'self-signed' ? lanAddresses() : [];
  const name = ['0.0.0.0', '::'].includes(host) ? (lan ?? 'localhost') : host;
  return `${https === 'off' ? 'http' : 'https'}://${name}:${port}`;
}
