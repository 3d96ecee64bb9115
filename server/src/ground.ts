import type { Config } from './config/config.js';
import { checkPreconditions } from './config/preconditions.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { type AppLogger, createLogger } from './logging/logger.js';

/** What the application stands on: a configuration that holds, and a database that answers. */
export interface Ground {
  logger: AppLogger;
  databaseUrl: string;
  /** Stops the database, if it is ours. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Checks what the configuration promises, and starts the database where none is given. Knows nothing of the application, so
 * that the database starts while that is being loaded.
 * @throws ConfigError in words for the operator (a port in use, a folder that cannot be written)
 */
export async function layGround(config: Config): Promise<Ground> {
  const logger = createLogger(config.logLevel);
  await checkPreconditions(config);
  const { databaseUrl } = config;
  if (databaseUrl !== null) return { logger, databaseUrl, stop: () => Promise.resolve() };
  const context = 'PostgreSQL';
  const database = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    logger: { info: (message) => logger.log(message, context), warn: (message) => logger.warn(message, context) },
  });
  return { logger, databaseUrl: database.url, stop: () => database.stop() };
}
