import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HlsView } from '@sammelan/shared/playback/playback.dto.js';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.js';

const master = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Floor",DEFAULT=YES,AUTOSELECT=YES,URI="sound.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1.42c00d,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=15,AUDIO="sound"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=15,AUDIO="sound"
mid.m3u8
`;
const types: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
};

/** A live HLS ladder of a test picture and a tone, made by ffmpeg as it goes; for tests of the player by itself. */
export class Ladder {
  /** Where pages find it, once `serve` was called for them. */
  readonly view: HlsView = {
    url: '/hls/test-ladder/master.m3u8',
    fullUrl: '/hls/test-ladder/master.m3u8',
    voiceUrl: null,
    slideUrl: '/hls/test-ladder/slide.webp',
  };

  private constructor(
    private readonly folder: string,
    private readonly ffmpeg: ChildProcess,
  ) {}

  /** Resolves when there is enough of it to be played. */
  static async begin(): Promise<Ladder> {
    const folder = await mkdtemp(join(tmpdir(), 'sammelan-ladder-'));
    await writeFile(join(folder, 'master.m3u8'), master);
    const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-g', '30', '-keyint_min', '30'];
    const hls = (name: string) => [
      ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'event', '-hls_segment_type', 'fmp4'],
      ...['-hls_flags', 'independent_segments+program_date_time', '-hls_fmp4_init_filename', `${name}.mp4`],
      ...['-hls_segment_filename', join(folder, `${name}-%d.m4s`), join(folder, `${name}.m3u8`)],
    ];
    const ffmpeg = spawn(
      'ffmpeg',
      [
        ...['-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=15'],
        ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
        ...['-filter_complex', '[0:v]format=yuv420p,split[mid][small];[small]scale=320:180[low]'],
        ...['-map', '[low]', ...x264, '-b:v', '120k', ...hls('low')],
        ...['-map', '[mid]', ...x264, '-b:v', '400k', ...hls('mid')],
        ...['-map', '1:a', '-c:a', 'aac', '-b:a', '32k', '-ac', '1', ...hls('sound')],
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const ladder = new Ladder(folder, ffmpeg);
    const segments = async (name: string) =>
      (await readFile(join(folder, `${name}.m3u8`), 'utf8').catch(() => '')).split('#EXTINF').length - 1;
    await eventually(
      async () => (await segments('low')) >= 4 && (await segments('mid')) >= 4 && (await segments('sound')) >= 4,
      'the ladder has segments',
      30_000,
      250,
    );
    return ladder;
  }

  /** When its first picture was made (ms since the epoch), as its own playlist says. */
  async begunAt(): Promise<number> {
    const playlist = await readFile(join(this.folder, 'low.m3u8'), 'utf8');
    const [, date = ''] = /#EXT-X-PROGRAM-DATE-TIME:(\S+)/.exec(playlist) ?? [];
    return Date.parse(date.replace(/\+0000$/, 'Z'));
  }

  /** Files that a still can be cut from. */
  get picture(): { init: string; segment: string } {
    return { init: join(this.folder, 'mid.mp4'), segment: join(this.folder, 'mid-1.m4s') };
  }

  async serve(page: Page): Promise<void> {
    await page.route('**/hls/test-ladder/**', async (route) => {
      const name = new URL(route.request().url()).pathname.split('/').pop() ?? '';
      const body = await readFile(join(this.folder, name)).catch(() => null);
      if (!body) return route.fulfill({ status: 404 });
      return route.fulfill({ body, contentType: types[name.split('.').pop() ?? ''] ?? 'application/octet-stream' });
    });
  }

  async end(): Promise<void> {
    const gone = once(this.ffmpeg, 'exit');
    this.ffmpeg.kill('SIGTERM');
    await gone;
    await rm(this.folder, { recursive: true, force: true });
  }
}
