// npm run build: server and web, when their sources have changed.
import { build } from './lib/build.mjs';
import { prepare } from './lib/prepare.mjs';
import { main } from './lib/problem.mjs';

await main(async () => {
  const { node } = await prepare();
  await build(node);
});
