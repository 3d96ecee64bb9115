import { readFile, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FragmentReader, type InitFacts, readInit } from './fragments.js';
import type { LoggedTake, ProgrammeLog } from './programme-log.js';
import type { Rendition } from './take-plan.js';

/**
 * Lists what a server that was killed had written and not listed: whole segments, and of the one under way the whole
 * fragments.
 */
export async function salvage(log: ProgrammeLog): Promise<void> {
  const last = log.takes.at(-1);
  if (!last || log.endedAt !== null) return;
  for (const rendition of Object.keys(last.facts) as Rendition[]) {
    const init = await readFile(join(log.folder, last.facts[rendition]?.init ?? '')).catch(() => null);
    if (!init) continue;
    const facts = readInit(init);
    // More than one, where the disk was ahead of the log.
    while (await salvageNext(log, last, rendition, facts)) continue;
  }
}

async function salvageNext(
  log: ProgrammeLog,
  take: LoggedTake,
  rendition: Rendition,
  facts: InitFacts,
): Promise<boolean> {
  const before = take.segments[rendition]?.at(-1);
  // Without one that was listed nobody knows when it was.
  if (!before) return false;
  const uri = `${take.name}/${rendition}-${take.segments[rendition]?.length}.m4s`;
  const path = join(log.folder, uri);
  const whole = await readFile(path).catch(() => null);
  const data = whole ?? (await readFile(`${path}.part`).catch(() => null));
  if (!data) return false;
  const { bytes, ticks } = wholeFragments(data);
  if (bytes === 0) return false;
  if (!whole) {
    await truncate(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  }
  const at = Math.round(before.at + before.seconds * 1000);
  const segment = { uri, at, seconds: ticks / facts.timescale, bytes };
  // What was not to be kept before the crash is not kept after it.
  log.addSegment(take.name, rendition, before.passing ? { ...segment, passing: true } : segment);
  return true;
}

/** How far the data are whole, and how long that lasts. */
function wholeFragments(data: Buffer): { bytes: number; ticks: number } {
  const sum = { bytes: 0, ticks: 0 };
  const reader = new FragmentReader(
    () => undefined,
    (fragment) => {
      sum.bytes += fragment.bytes.length;
      sum.ticks += fragment.duration;
    },
  );
  try {
    reader.push(data);
  } catch {
    // Rubbish after the last whole fragment.
  }
  return sum;
}
