// npm run nat: 2,000 honest viewers and 50 abusers behind one address, as a mobile network has it. Ends with 1 where fewer than
// 99.5 % of the viewers come in, or write and are heard. About a minute; loopback only.
import { behindOneAddress } from '../support/carrier-nat.js';
import { ServerProcess } from '../support/server-process.js';

const server = await ServerProcess.start({ LOG_LEVEL: 'fatal', SMS_DAILY_LIMIT: '5000' });
try {
  const crowd = { viewers: 2000, abusers: 50, arrivalsPerSecond: 50, actsPerSecond: 2 };
  const startedAt = performance.now();
  const { admitted, chatted, tried, refused, reasons } = await behindOneAddress(server.url, crowd);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const share = (count: number): string => `${((100 * count) / crowd.viewers).toFixed(2)} %`;
  console.log(`${tried} acts of ${crowd.abusers} abusers in ${seconds} s, ${refused} of them refused`);
  console.log(
    `of ${crowd.viewers} viewers on the same address: ${share(admitted)} came in, ${share(chatted)} were heard`,
  );
  for (const reason of reasons) console.log(reason);
  process.exitCode = admitted >= crowd.viewers * 0.995 && chatted >= crowd.viewers * 0.995 ? 0 : 1;
} finally {
  await server.stop();
}
process.exit();
