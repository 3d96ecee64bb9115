import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from './support/bench.js';
import { packetBytes, type SfuFigure } from './support/sfu.js';

const repeats = 3;

const bench: Bench = {
  about:
    'CPU of workers and server per packet forwarded, one camera to many real WebRTC peers on loopback, through sessions, ' +
    'seats and programme; against mediasoup alone.',
  async *run({ quick, say }) {
    for (const viewers of quick ? [20] : [100, 200]) {
      const best: Record<string, number> = {};
      const directors: Record<string, number> = {};
      let worstLoss = 0;
      for (let repeat = 0; repeat < (quick ? 1 : repeats); repeat += 1) {
        for (const name of ['sammelan', 'mediasoup']) {
          const { microsPerPacket, directorMicros, lossShare } = await measure(name, viewers, quick ? 2 : 6);
          const lost = `lost ${(lossShare * 100).toFixed(1)} %`;
          say(
            `${viewers} viewers, ${name}: ${microsPerPacket.toFixed(2)} µs, ${directorMicros.toFixed(2)} of it Node's, ${lost}`,
          );
          if (microsPerPacket < (best[name] ?? Infinity)) {
            best[name] = microsPerPacket;
            directors[name] = directorMicros;
          }
          worstLoss = Math.max(worstLoss, lossShare);
        }
      }
      yield {
        what: `forwarding to ${viewers} viewers`,
        unit: 'µs/packet',
        figures: best,
        notes:
          `of it in Node: ${Object.entries(directors)
            .map(([name, micros]) => `${name} ${micros.toFixed(2)}`)
            .join(' · ')}; ` +
          `packets of ${packetBytes} B; at most ${(worstLoss * 100).toFixed(1)} % lost by the peers that count`,
      };
    }
  },
};
export default bench;

/** In a process of its own: hundreds of libdatachannel's peers cannot be relied on to close. */
async function measure(name: string, viewers: number, seconds: number): Promise<SfuFigure> {
  const file = fileURLToPath(new URL('support/sfu-load.ts', import.meta.url));
  const child = fork(file, [name, String(viewers), String(seconds)], { execArgv: ['--import', 'tsx'] });
  const [answer] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`the load on ${name} ended without a figure`);
    }),
  ])) as [SfuFigure];
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return answer;
}
