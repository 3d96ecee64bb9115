import { ServerProcess } from './server-process.js';

/** node --import tsx first-start.ts FOLDER: starts the built server there for the first time, and ends it. */
const [, , DATA_DIR = ''] = process.argv;
const server = await ServerProcess.start({ DATA_DIR });
await server.end();
process.exit(0);
