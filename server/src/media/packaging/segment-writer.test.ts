import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Segment, SegmentWriter } from './segment-writer.js';
import type { Rendition } from './take-plan.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'));
  await mkdir(join(folder, '1'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A writer on a grid of two seconds, and the first segment that it tells of. */
function writing(rendition: Rendition) {
  let resolve: (segment: Segment) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const first = new Promise<Segment>((...settle) => ([resolve, reject] = settle));
  const writer = new SegmentWriter({
    folder,
    take: '1',
    rendition,
    timescale: 1000,
    segmentSeconds: 2,
    gridStart: () => 10,
    epochMs: () => 0,
    onSegment: (segment) => resolve(segment),
    onPart: () => undefined,
    onError: (error) => reject(error),
  });
  const add = (start: number, duration: number, independent: boolean) =>
    writer.add({ bytes: Buffer.from(`${start} `), start: 10_000 + start, duration, samples: 1, independent });
  return { writer, add, first };
}

const read = ({ uri }: Segment) => readFile(join(folder, uri), 'utf8');

test('sound is whole with its last fragment, as any of them can begin a segment', async () => {
  const { add, first, writer } = writing('voice');
  for (const start of [0, 520, 1040, 1560]) add(start, 520, true);
  expect(await first).toMatchObject({ seconds: expect.closeTo(2.08) as number, at: 10_000 });
  expect(await read(await first)).toBe('0 520 1040 1560 ');
  await writer.end();
});

test('a picture is whole with a fragment that a key frame cut short', async () => {
  const { add, first, writer } = writing('mid');
  add(0, 533, true);
  for (const start of [533, 1066]) add(start, 533, false);
  add(1599, 400, false);
  expect(await first).toMatchObject({ seconds: expect.closeTo(1.999) as number, at: 10_000 });
  expect(await read(await first)).toBe('0 533 1066 1599 ');
  await writer.end();
});

test('a picture waits for its key frame where the fragment before does not tell of it', async () => {
  const { add, first, writer } = writing('mid');
  add(0, 533, true);
  for (const start of [533, 1066, 1599, 2132]) add(start, 533, false);
  add(2665, 533, true);
  expect(await read(await first)).toBe('0 533 1066 1599 2132 ');
  await writer.end();
});
