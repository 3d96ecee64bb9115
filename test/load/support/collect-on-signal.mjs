// node --import …: lets a bench have a server collect its garbage (SIGUSR2), so that memory is compared and not luck.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => {
  for (let round = 0; round < 3; round += 1) collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
});
