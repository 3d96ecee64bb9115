import { execFileSync } from 'node:child_process';
import type { HlsSource } from './hls-validator.js';
import { type ReadPlaylist, readPlaylist } from './hls-text.js';

/** A rally's HLS as it is on the network. */
export class LiveHls implements HlsSource {
  constructor(private readonly base: string) {}

  async text(name: string): Promise<string> {
    return (await this.get(name)).text();
  }

  async bytes(uri: string): Promise<Buffer> {
    return Buffer.from(await (await this.get(uri)).arrayBuffer());
  }

  /** Everything that was listed of a rendition so far. */
  async whole(rendition: string): Promise<ReadPlaylist> {
    return readPlaylist(rendition, await this.text(`full-${rendition}.m3u8`));
  }

  /** What a rung's newest segment is made of: itself, or the rung that stands for it. */
  async made(rendition: string): Promise<string> {
    const { segments } = await this.whole(rendition);
    return segments.at(-1)?.init.replace(/^\d+\/|\.mp4$/g, '') ?? '';
  }

  private async get(name: string): Promise<Response> {
    const response = await fetch(`${this.base}/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  }
}

/** Seconds of the stage that are missing between two takes, by when each pair meets (ms since 1970). */
export const gapsIn = ({ segments }: ReadPlaylist): { at: number; seconds: number }[] =>
  segments.flatMap((one, index) => {
    const before = segments[index - 1];
    if (!before || !one.cut) return [];
    const ended = before.at + before.seconds * 1000;
    return [{ at: ended, seconds: (one.at - ended) / 1000 }];
  });

/** Processes that another one has started, by the beginning of their name. */
export const childrenOf = (pid: number, name: string): number[] =>
  execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, comm]) => comm?.startsWith(name))
    .map(([child]) => Number(child));
