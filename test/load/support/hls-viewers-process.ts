// A process of its own that is thousands of HLS viewers: each keeps one connection, looks at its playlists every two seconds
// and fetches what is new in them. Answers are read as they come and thrown away; of a playlist that was seen before, by its
// ETag, nothing is unpacked: all viewers have the same ones.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { percentile } from './bench.js';
import type { HlsCounts, HlsOrder, HlsReply } from './hls-messages.js';

const lookEveryMs = 2_000;
const connectAbreast = 100;
const headerEnd = Buffer.from('\r\n\r\n');

interface Answer {
  status: number;
  etag: string;
  body: Buffer;
}

/** One keep-alive connection, one request at a time. */
class Line {
  private head: Buffer = Buffer.alloc(0);
  private chunks: Buffer[] = [];
  private left = -1;
  private status = 0;
  private etag = '';
  private answered: ((answer: Answer) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.on('data', (data) => this.read(data));
    socket.on('close', () => this.failed?.(new Error('the connection broke')));
    socket.on('error', () => undefined);
  }

  static async open({ hostname, port, host }: URL): Promise<Line> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new Line(socket, host);
  }

  get(path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.host}\r\nAccept-Encoding: gzip\r\n\r\n`);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private read(data: Buffer): void {
    let rest = data;
    if (this.left < 0) {
      this.head = this.head.length ? Buffer.concat([this.head, data]) : data;
      const end = this.head.indexOf(headerEnd);
      if (end < 0) return;
      const head = this.head.toString('latin1', 0, end);
      this.status = Number(head.slice(9, 12));
      this.left = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      this.etag = /etag: (\S+)/i.exec(head)?.[1] ?? '';
      rest = this.head.subarray(end + 4);
      this.head = Buffer.alloc(0);
    }
    this.left -= rest.length;
    this.chunks.push(rest);
    if (this.left > 0) return;
    const answer = { status: this.status, etag: this.etag, body: Buffer.concat(this.chunks) };
    this.chunks = [];
    this.left = -1;
    this.answered?.(answer);
  }
}

const parsed = new Map<string, string[]>();

/** The segments that a playlist lists. */
function segmentsOf({ etag, body }: Answer): string[] {
  let known = parsed.get(etag);
  if (!known) {
    const text = (body[0] === 0x1f ? gunzipSync(body) : body).toString();
    known = text.split('\n').filter((line) => line && !line.startsWith('#'));
    if (parsed.size > 200) parsed.clear();
    parsed.set(etag, known);
  }
  return known;
}

let counting = false;
const figures = { requests: 0, segments: 0, bytes: 0, failures: 0, missed: 0 };
const times: Record<'playlist' | 'segment', number[]> = { playlist: [], segment: [] };
let over = false;

async function timed(line: Line, path: string, kind: keyof typeof times): Promise<Answer> {
  const began = performance.now();
  const answer = await line.get(path);
  if (counting) {
    figures.requests += 1;
    figures.bytes += answer.body.length;
    if (answer.status !== 200) figures.failures += 1;
    if (kind === 'segment') figures.segments += 1;
    times[kind].push(performance.now() - began);
  }
  return answer;
}

async function watch(line: Line, folder: string, playlists: string[], phaseMs: number): Promise<void> {
  const last = new Map<string, string>();
  await sleep(phaseMs);
  for (let next = performance.now(); !over; next += lookEveryMs) {
    for (const name of playlists) {
      const listed = segmentsOf(await timed(line, `${folder}/${name}.m3u8`, 'playlist'));
      const seen = last.get(name);
      const place = seen === undefined ? listed.length - 4 : listed.indexOf(seen);
      if (seen !== undefined && place < 0 && counting) figures.missed += 1;
      for (const segment of listed.slice(Math.max(0, place + 1))) {
        if (over) return;
        await timed(line, `${folder}/${segment}`, 'segment');
        last.set(name, segment);
      }
    }
    await sleep(Math.max(0, next + lookEveryMs - performance.now()));
  }
}

async function run({ folder, playlists, viewers, seconds }: HlsOrder): Promise<HlsCounts> {
  const url = new URL(folder);
  const lines: Line[] = [];
  while (lines.length < viewers) {
    const count = Math.min(connectAbreast, viewers - lines.length);
    lines.push(...(await Promise.all(Array.from({ length: count }, () => Line.open(url)))));
  }
  const watching = lines.map((line, index) =>
    watch(line, url.pathname, playlists, (index / viewers) * lookEveryMs).catch(() => {
      if (!over) figures.failures += 1;
    }),
  );
  // Everybody has caught up by then.
  await sleep(3 * lookEveryMs);
  reply({ watching: true });
  counting = true;
  await sleep(seconds * 1000);
  counting = false;
  over = true;
  for (const line of lines) line.close();
  await Promise.race([Promise.all(watching), sleep(lookEveryMs)]);
  return {
    ...figures,
    // Of nobody there is no time.
    playlistP50: percentile(times.playlist, 0.5) || 0,
    playlistP99: percentile(times.playlist, 0.99) || 0,
    segmentP99: percentile(times.segment, 0.99) || 0,
  };
}

const reply = (message: HlsReply): void => void process.send?.(message);

process.once('message', (order: HlsOrder) => {
  run(order).then(
    (counts) => process.send?.({ counts } satisfies HlsReply, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
