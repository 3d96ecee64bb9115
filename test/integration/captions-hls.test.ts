import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SpokenLanguage } from '@sammelan/shared/contract/spoken-languages.js';
import { eventually } from '../support/eventually.js';
import { replayFor } from '../support/recordings.js';
import type { TestClient } from '../support/test-client.js';
import { demoSlug, TestServer } from '../support/test-server.js';

const run = promisify(execFile);
const ffmpeg = process.env['FFMPEG_BIN'] ?? 'ffmpeg';

/** Milliseconds: captions' times have no more digits. */
const grainMs = 2;

/** Each step stands on the one before: what is written while the rally is packaged is in its HLS, and in its recording. */
describe('captions by HLS', () => {
  let server: TestServer;
  let organiser: TestClient;
  let rallyId: string;
  /** Lines by language, with their moments. */
  const said: { text: string; at: number; language: SpokenLanguage }[] = [];

  beforeAll(async () => {
    server = await TestServer.start({ FFMPEG_BIN: ffmpeg });
    organiser = await server.organiser();
    rallyId = (await organiser.get<{ id: string }>(`/api/rallies/public/${demoSlug}`)).id;
    await organiser.send('rally:move', { to: 'live' });
  });
  afterAll(() => server.stop());

  const write = async (text: string, language: SpokenLanguage, beforeMs = 0, lineId: string = randomUUID()) => {
    const { at } = await organiser.send('caption:write', {
      lineId,
      language,
      text,
      final: true,
      at: Date.now() - beforeMs,
    });
    said.push({ text, at, language });
    return lineId;
  };
  const read = async (name: string): Promise<string> => {
    const response = await fetch(`${server.url}/hls/${rallyId}/${name}`);
    return response.ok ? response.text() : '';
  };
  const timesIn = (playlist: string) => [...playlist.matchAll(/PROGRAM-DATE-TIME:(\S+)/g)].map(([, at]) => at!);
  const urisIn = (playlist: string) => playlist.split('\n').filter((line) => line && !line.startsWith('#'));
  const waitFor = async (name: string, segments: number): Promise<string> => {
    await eventually(async () => urisIn(await read(name)).length >= segments, `${segments} of ${name}`, 60_000, 250);
    return read(name);
  };
  /** Lines in WebVTT, with when they begin: s of the media's clock. */
  const cuesIn = (vtt: string): { text: string; seconds: number }[] =>
    [...vtt.matchAll(/^(?:(\d+):)?(\d+):([\d.]+) --> .*\n(.*)$/gm)].map(([, h, m, s, text]) => ({
      text: text ?? '',
      seconds: Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s),
    }));
  /** When media time 0 was on stage. */
  const mediaStart = async (): Promise<number> => {
    const audio = await read('full-audio.m3u8');
    const [first = ''] = urisIn(audio);
    const [, init = ''] = /MAP:URI="([^"]+)"/.exec(audio) ?? [];
    const folder = join(server.dataDir, 'recordings', rallyId);
    const bytes = Buffer.concat([await readFile(join(folder, init)), await readFile(join(folder, first))]);
    const file = join(server.dataDir, 'first.mp4');
    await writeFile(file, bytes);
    const args = ['-v', 'error', '-show_entries', 'format=start_time', '-of', 'csv=p=0', file];
    return Date.parse(timesIn(audio)[0]!) - Number((await run('ffprobe', args)).stdout) * 1000;
  };

  it('are a rendition in each language from their first line on, cut where the sound is', async () => {
    await waitFor('full-audio.m3u8', 1);
    expect(await read('master.m3u8')).not.toContain('SUBTITLES');
    await write('साथियो, आज हम सब मिले हैं', 'hi');
    await write('Friends, <today> we meet', 'en');
    const before = urisIn(await read('full-audio.m3u8')).length;
    const audio = await waitFor('full-audio.m3u8', before + 2);
    const captions = await waitFor('full-captions-hi.m3u8', before + 2);
    const master = await read('master.m3u8');
    expect(master).toContain('TYPE=SUBTITLES,GROUP-ID="captions",NAME="हिन्दी",LANGUAGE="hi"');
    expect(master).toContain('SUBTITLES="captions"');
    const both = Math.min(timesIn(audio).length, timesIn(captions).length);
    expect(timesIn(captions).slice(0, both)).toEqual(timesIn(audio).slice(0, both));
    expect(captions).not.toContain('EXT-X-MAP');
    const [vtt = ''] = urisIn(captions);
    const response = await fetch(`${server.url}/hls/${rallyId}/${vtt}`);
    expect(response.headers.get('content-type')).toMatch('text/vtt');
    expect(await response.text()).toContain('X-TIMESTAMP-MAP=MPEGTS:');
    expect((await fetch(`${server.url}/hls/${rallyId}/1/captions-hi-9999.vtt`)).status).toBe(404);
  });

  it('have the moment at which they were said, also those that came late', async () => {
    await write('यह देर से आई', 'hi', 5_000);
    const before = urisIn(await read('full-audio.m3u8')).length;
    await waitFor('full-captions-hi.m3u8', before + 2);
    const segments = await Promise.all(urisIn(await read('full-captions-hi.m3u8')).map(read));
    const cues = segments.flatMap(cuesIn);
    const start = await mediaStart();
    for (const { text, at } of said.filter(({ language }) => language === 'hi')) {
      const found = cues.filter((cue) => cue.text === text);
      expect(found.length).toBeGreaterThan(0);
      for (const { seconds } of found) expect(Math.abs(start + seconds * 1000 - at)).toBeLessThanOrEqual(grainMs);
    }
  });

  it('are beside the recording as they were corrected, and in its replay', async () => {
    const lineId = await write('ग़लत शब्द', 'hi');
    const before = urisIn(await read('full-audio.m3u8')).length;
    await waitFor('full-audio.m3u8', before + 2);
    const folder = join(server.dataDir, 'recordings', rallyId, '1');
    const onDisk = async () => {
      const names = (await readdir(folder)).filter((name) => /^captions-hi-\d+\.vtt$/.test(name));
      return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
    };
    await eventually(async () => (await onDisk()).includes('ग़लत शब्द'), 'it is on the disk', 20_000, 250);
    await organiser.send('caption:write', { lineId, language: 'hi', text: 'सही शब्द', final: true });
    await organiser.send('rally:move', { to: 'ended' });
    await organiser.waitFor('replay:changed', ({ available }) => available);
    await eventually(async () => !(await onDisk()).includes('ग़लत'), 'it is corrected on the disk', 20_000, 250);
    const { replay } = await replayFor(organiser, rallyId);
    const master = await (await fetch(server.url + replay!.url)).text();
    expect(master).toContain('URI="captions-hi.m3u8"');
    // An independent reader finds them: ffmpeg follows the playlist of captions.
    const url = server.url + replay!.url.replace('master', 'captions-hi');
    const { stdout } = await run(ffmpeg, ['-v', 'error', '-i', url, '-map', '0:s:0', '-f', 'webvtt', '-']);
    const texts = cuesIn(stdout).map(({ text }) => text);
    expect(texts).toContain('सही शब्द');
    expect(texts).toContain('साथियो, आज हम सब मिले हैं');
  });
});
