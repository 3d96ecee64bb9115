import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line logged meanwhile carries: ids only, never anything of a person. */
export interface LogFields {
  requestId?: string;
  rallyId?: string;
  command?: string;
}

const storage = new AsyncLocalStorage<LogFields>();

/** Runs `work`; whatever it logs, also later, carries these fields. */
export const withLogFields = <T>(fields: LogFields, work: () => T): T => storage.run(fields, work);

export const logFields = (): LogFields => storage.getStore() ?? {};
