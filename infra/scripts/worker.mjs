// node infra/scripts/worker.mjs: finds or makes the media worker and prints where it is, alone on the last line.
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/problem.mjs';
import { findWorker } from './lib/worker.mjs';

await main(async () => {
  const { node } = await prepare();
  console.log(await findWorker(node));
});
