import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { LogLevel } from '../config/config.js';
import { logFields } from './context.js';

/** What the embedded parts and Nest log through. */
export interface AppLogger extends LoggerService {
  log(message: unknown, context?: string): void;
  error(message: unknown, ...rest: unknown[]): void;
  warn(message: unknown, context?: string): void;
  debug(message: unknown, context?: string): void;
}

/** Where Nest lists its parts and routes at every start: of use only to whoever looks for a missing one. */
const inventories = ['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer'];

/** One JSON object a line. Never a name, a text or a number of a person: ids only. */
export function createLogger(level: LogLevel): AppLogger {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin: logFields });
  const write =
    (method: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void => {
      // Nest hands over the class's name last.
      const context = rest.at(-1);
      const fields = typeof context === 'string' ? { context } : {};
      if (message instanceof Error) logger[method]({ ...fields, err: message });
      else if (typeof message === 'object' && message !== null) logger[method]({ ...fields, ...message });
      else logger[method](fields, String(message));
    };
  return {
    log: (message, context) => write(inventories.includes(context ?? '') ? 'debug' : 'info')(message, context),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('trace'),
    fatal: write('fatal'),
  };
}
