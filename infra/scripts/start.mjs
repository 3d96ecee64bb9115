// npm start: from a fresh checkout to a running platform. Plain JavaScript without dependencies, for Node ≥ 20.19: it runs
// before anything is installed.
import { build } from './lib/build.mjs';
import { findFfmpeg } from './lib/ffmpeg.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/problem.mjs';
import { runServer } from './lib/server-process.mjs';
import { findWorker } from './lib/worker.mjs';

await main(async () => {
  const { node, stopWatching } = await prepare();
  const worker = await findWorker(node);
  await findFfmpeg();
  await build(node);
  stopWatching();
  return runServer({ node, worker });
});
