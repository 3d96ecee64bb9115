import { access } from 'node:fs/promises';

/** The mediasoup worker: `npm test` sets the variable; a single run of Jest asks the same search that `npm start` uses. */
export async function workerBin(): Promise<string> {
  const path = process.env['MEDIASOUP_WORKER_BIN'];
  if (!path) throw new Error('MEDIASOUP_WORKER_BIN is not set: run the tests through npm');
  await access(path);
  return path;
}
