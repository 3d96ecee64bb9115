import { execFileSync, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { liveRally } from '../support/live-rally.js';
import { Nginx } from '../support/nginx.js';
import { demoSlug } from '../support/people.js';
import { ServerProcess } from '../support/server-process.js';
import type { Bench, Row } from './support/bench.js';
import type { HlsCounts, HlsOrder, HlsReply } from './support/hls-messages.js';
import { cpuMicros } from './support/process-figures.js';

/** What a viewer who saves data fetches. */
const playlists = ['low', 'audio'];

interface Measured {
  counts: HlsCounts;
  /** Cores: of the server's own process, of its packager and media workers, of nginx. */
  server: number;
  media: number;
  nginx: number;
}

/** Lets so many viewers watch for so long, and says what that cost. */
async function measure(server: ServerProcess, nginx: Nginx, order: HlsOrder): Promise<Measured> {
  const micros = (pids: number[]) => pids.reduce((sum, pid) => sum + cpuMicros(pid), 0);
  const look = () => ({
    server: cpuMicros(server.pid),
    media: micros(childrenOf(server.pid)),
    nginx: micros(nginx.pids),
    at: performance.now(),
  });
  const path = fileURLToPath(new URL('support/hls-viewers-process.ts', import.meta.url));
  const child = fork(path, { execArgv: ['--import', 'tsx'] });
  try {
    let before = look();
    const counts = await new Promise<HlsCounts>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the viewers ended (${code})`)));
      child.on('message', (message: HlsReply) => {
        if ('counts' in message) resolve(message.counts);
        else before = look();
      });
      child.send(order);
    });
    const after = look();
    const micro = (after.at - before.at) * 1000;
    return {
      counts,
      server: (after.server - before.server) / micro,
      media: (after.media - before.media) / micro,
      nginx: (after.nginx - before.nginx) / micro,
    };
  } finally {
    child.kill();
  }
}

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);

const percent = (cores: number): string => `${(cores * 100).toFixed(1)} %`;

const bench: Bench = {
  about:
    'viewers of the smallest picture and its sound over keep-alive connections, each looking at both playlists every two ' +
    'seconds and fetching every segment, from nginx with infra/nginx/hls.conf in front of the server, while a browser speaks; ' +
    'CPU of the server’s process, of packager and media workers, and of nginx, each as cores, apart; against viewers of the ' +
    'server itself.',
  async *run({ quick, say }): AsyncGenerator<Row> {
    const seconds = quick ? 6 : 20;
    const server = await ServerProcess.start({ FFMPEG_BIN: process.env['FFMPEG_BIN'] ?? 'ffmpeg', MEDIA_WORKERS: '1' });
    const browser = await TestBrowser.launch();
    let nginx: Nginx | undefined;
    try {
      const folder = await speak(server, browser);
      nginx = await Nginx.inFrontOf(server.url);
      const at = (base: string, viewers: number) => ({ folder: base + folder, playlists, viewers, seconds });
      let perThousand = 0;
      for (const viewers of quick ? [0, 50] : [0, 500, 5000]) {
        say(`${viewers} viewers at nginx`);
        const { counts, ...cpu } = await measure(server, nginx, at(nginx.url, viewers));
        if (viewers > 0) perThousand = (cpu.nginx / viewers) * 1000;
        yield {
          what: `server with ${viewers} viewers`,
          unit: '% of a core',
          figures: { sammelan: cpu.server * 100 },
          notes:
            `packager and media worker ${percent(cpu.media)}, nginx ${percent(cpu.nginx)}; ` +
            `${Math.round(counts.requests / seconds)} requests/s, ${((counts.bytes * 8) / seconds / 1e6).toFixed(0)} Mbit/s, ` +
            `${counts.failures} failed, ${counts.missed} segments missed; playlist p50 ${counts.playlistP50.toFixed(1)} / p99 ` +
            `${counts.playlistP99.toFixed(0)} ms, segment p99 ${counts.segmentP99.toFixed(0)} ms`,
        };
      }
      const alone = quick ? 50 : 250;
      say(`${alone} viewers at the server itself`);
      const idle = await measure(server, nginx, at(server.url, 0));
      const direct = await measure(server, nginx, at(server.url, alone));
      yield {
        what: '1,000 viewers',
        unit: '% of a core',
        figures: {
          'nginx in front': perThousand * 100,
          'the server itself': ((direct.server - idle.server) / alone) * 100_000,
        },
      };
    } finally {
      await nginx?.stop();
      await browser.close();
      await server.stop();
    }
  },
};
export default bench;

/** A rally with a speaker, packaged for a while. Returns the path of its HLS. */
async function speak(server: ServerProcess, browser: TestBrowser): Promise<string> {
  const producer = await liveRally(server, browser);
  const { id } = await producer.get<{ id: string }>(`/api/rallies/public/${demoSlug}`);
  const segments = async () => (await (await fetch(`${server.url}/hls/${id}/low.m3u8`)).text()).split('.m4s').length;
  await eventually(async () => (await segments()) > 8, 'segments', 60_000, 500);
  producer.close();
  return `/hls/${id}`;
}
